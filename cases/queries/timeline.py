"""A case in time: the clocks that run for its people, and what happened when."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from cases.law import wording
from cases.models import Case, Decision, Filing, Hearing, Membership, Sponsorship, StatusAssertion
from cases.queries import casework
from cases.queries.deadlines import CaseDeadlines, DeadlineRow
from cases.queries.people import InCase, birthdays
from cases.queries.proceedings import CaseProceedings, HearingRow

YEAR = 365
EAD = 150  # days
NOTES = 5  # newest notes on the case page; the rest have their own


@dataclass(frozen=True)
class Clock:
    """One bar: what runs, how far, and in words."""

    label: str
    says: str
    value: int
    max: int
    tone: str
    note: str


@dataclass(frozen=True)
class Next:
    """One line of what comes next: a deadline or a hearing."""

    day: dt.date | None
    deadline: DeadlineRow | None = None
    hearing: HearingRow | None = None


@dataclass(frozen=True)
class Event:
    """One line of the timeline. ``moment`` sorts; ``when`` is what is shown."""

    when: dt.date
    kind: str  # "event", "note" or ""
    text: str
    certainty: str = ""
    page: str = ""  # the page that says where it comes from
    number: int = 0  # of its row there


def coming(*, deadlines: CaseDeadlines, proceedings: CaseProceedings) -> list[Next]:
    """Return the dates to come of a case, deadlines and hearings in one list, soonest first."""
    found = [Next(row.act_by, deadline=row) for row in deadlines.open]
    found.extend(Next(hearing.day, hearing=hearing) for hearing in proceedings.coming)
    return sorted(found, key=lambda one: (one.day or dt.date.max, one.deadline is None))


def clocks(everyone: list[InCase], proceedings: CaseProceedings) -> list[Clock]:
    """Return the clocks of a case: coming 18th and 21st birthdays, a year since arrival, days since filing."""
    found: list[Clock] = []
    respondents = [one for one in everyone if one.party.part == "respondent"]
    for one in respondents:
        whose = "" if len(respondents) == 1 else f", {one.person.called}"
        found.extend(_birthday_clocks(one, whose))
        if one.client and one.client.last_arrival_on:
            found.append(_year_clock(one, one.client.last_arrival_on, whose))
    filed = [row.i589_filed_on for row in proceedings.rows if row.i589_filed_on and row.is_pending]
    return [*found, _work_clock(min(filed))] if filed else found


def _birthday_clocks(one: InCase, whose: str) -> list[Clock]:
    born, today = one.person.birth_date, timezone.localdate()
    if born is None:
        return []
    shown = []
    for years, day in birthdays(one.person)[:1]:
        left = (day - today).days
        unsure = {
            "approximate": " The birth date is approximate.",
            "disputed": " The birth date is disputed.",
        }
        shown.append(
            Clock(
                label=f"{'18th' if years == 18 else '21st'} birthday{whose}",
                says="today" if left == 0 else f"{left:,} {'day' if left == 1 else 'days'} left",
                value=(today - born).days,
                max=(day - born).days,
                tone="red" if casework.urgency(day, today) else "",
                note=f"{wording.day(day)}.{unsure.get(one.person.birth_date_certainty, '')}",
            )
        )
    return shown


def _work_clock(filed: dt.date) -> Clock:
    """150 days to apply for work permission (8 CFR 208.7(a)(1)), as far as nothing stopped the clock."""
    days = (timezone.localdate() - filed).days
    return Clock(
        label="Since the I-589 was received",
        says=f"day {days:,} of {EAD}" if days <= EAD else f"{days - EAD:,} days past {EAD}",
        value=min(max(days, 0), EAD),
        max=EAD,
        tone="",
        note=f"Received {wording.day(filed)}. Delays that stop the clock are not counted here.",
    )


def _year_clock(one: InCase, arrived: dt.date, whose: str) -> Clock:
    days = (timezone.localdate() - arrived).days
    claimed = any(
        said.kind == StatusAssertion.Kind.UC_DETERMINATION and said.withdrawn_at is None
        for said in one.assertions
    )
    note = f"Arrived {wording.day(arrived)}."
    if claimed:
        # 8 USC 1158(a)(2)(E) is claimed, not certain: never shown as "exempt".
        note += " UC exemption claimed; see the protective date under Next."
    return Clock(
        label=f"Year since arrival{whose}",
        says=f"day {days:,} of {YEAR}" if days <= YEAR else f"passed {days - YEAR:,} days ago",
        value=min(days, YEAR),
        max=YEAR,
        tone="",
        note=note,
    )


def events(*, case: Case, everyone: list[InCase], member: Membership) -> list[Event]:
    """Return what happened in a case, newest first: arrival, statuses, placements, hearings, decisions, notes."""
    found = [Event(case.opened_on, "event", "The intake began here.")]
    if case.closed_on:
        found.append(Event(case.closed_on, "event", f"Closed: {case.closed_because}"))
    for one in everyone:
        found.extend(_personal(one))
    found.extend(_court(case))
    found.extend(_filed(case))
    for note in casework.notes(case=case, member=member)[:NOTES]:
        walled = " (walled)" if note.kind == "social_work" else ""
        found.append(
            Event(
                timezone.localtime(note.written_at).date(),
                "note",
                f"{note.author.user}{walled}: {note.body.reveal()[:200]}",
            )
        )
    return sorted(found, key=lambda event: event.when, reverse=True)


def _low(text: str) -> str:
    """The sentence without its capital, so that UC and ORR keep theirs."""
    return text[:1].lower() + text[1:]


def _personal(one: InCase) -> list[Event]:
    called = one.person.called
    found = []
    if one.client and one.client.last_arrival_on:
        how = {"unknown": "", "not_said": ""}.get(
            one.client.manner_of_entry, f", {_low(one.client.get_manner_of_entry_display())}"
        )
        where = f" at {one.client.place_of_entry}" if one.client.place_of_entry else ""
        found.append(Event(one.client.last_arrival_on, "", f"{called} arrived{where}{how}."))
    for said in one.assertions:
        taken_back = " Withdrawn." if said.withdrawn_at else ""
        found.append(
            Event(
                said.asserted_on,
                "",
                f"{called}: {_low(said.get_kind_display())}. Source: {said.get_source_display()}.{taken_back}",
            )
        )
    for placed in one.placements:
        if placed.released_on:
            found.append(
                Event(placed.released_on, "", f"{called} was released to {placed.sponsor.person.called}.")
            )
        if placed.adverse_since and placed.standing == Sponsorship.Standing.ADVERSE:
            found.append(
                Event(placed.adverse_since, "event", f"{placed.sponsor.person.called} became adverse.")
            )
        if placed.ended_on:
            found.append(Event(placed.ended_on, "", f"{called} left {placed.sponsor.person.called}'s care."))
    return found


def _filed(case: Case) -> list[Event]:
    """What was filed, and each thing that became of it."""
    found = []
    for filing in Filing.objects.filter(case=case).prefetch_related("outcomes"):
        found.append(Event(filing.filed_on, "", f"Filed: {filing.title}.", page="filing", number=filing.pk))
        for told in filing.outcomes.all():
            why = f" ({told.reason})" if told.reason else ""
            said = f"{told.get_outcome_display()}: {filing.title}{why}."
            found.append(Event(told.on, "event", said, page="filing", number=filing.pk))
    return found


def _court(case: Case) -> list[Event]:
    today = timezone.localdate()
    found = []
    for hearing in Hearing.objects.filter(proceeding__case=case, day__lt=today):
        if hearing.day:
            kind, status = hearing.get_kind_display(), hearing.get_status_display().lower()
            found.append(
                Event(hearing.day, "", f"{kind} hearing: {status}.", page="hearing", number=hearing.pk)
            )
    found.extend(
        Event(
            decision.decided_on,
            "event",
            f"{decision.get_outcome_display()}.",
            page="proceeding",
            number=decision.proceeding_id,
        )
        for decision in Decision.objects.filter(proceeding__case=case)
    )
    return found
