"""A case in time: what comes next, and what happened when."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from cases.models import Case, Decision, Filing, Hearing, Membership, Sponsorship
from cases.queries import casework
from cases.queries.deadlines import CaseDeadlines, DeadlineRow
from cases.queries.people import InCase
from cases.queries.proceedings import CaseProceedings, HearingRow

NOTES = 5  # newest notes on the case page; the rest have their own


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
