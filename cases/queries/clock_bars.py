"""The bars of a case page: coming birthdays, the year since arrival, and how far each work-permit clock has come."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from cases.law import answers, applications, i589, rules, wording
from cases.law.applications import Application
from cases.models import Case
from cases.queries import casefacts, casework, people
from cases.queries.clock_pictures import Picture
from cases.queries.clocks import ELIGIBLE, FILE, WorkClock
from cases.queries.people import InCase

YEAR = 365
BIRTHDAYS = {18: "UAC_TURNS_18", 21: "SIJ_I360_BEFORE_21"}  # the rule that a birthday matters to most


@dataclass(frozen=True)
class Bar:
    """One bar of the case page: what runs, how far, and in words."""

    label: str
    says: str
    value: int
    max: int
    tone: str
    note: str
    why: tuple[str, ...] = ()  # the way to the day, in words
    authority: str = ""
    more: str = ""  # where on the page of the clocks the whole of it stands


def bars(*, case: Case, everyone: list[InCase]) -> list[Bar]:
    """Return the case page's bars: coming birthdays, the year since arrival, and the work-permit clocks."""
    facts = casefacts.of_case(case)
    shown: list[Bar] = []
    respondents = [one for one in everyone if one.party.part == "respondent"]
    for one in respondents:
        whose = "" if len(respondents) == 1 else f", {one.person.called}"
        shown.extend(_birthday_bar(one, whose))
        if one.client and one.client.last_arrival_on:
            covered = i589.of_person(facts, one.person.pk)
            shown.append(_year_bar(one, one.client.last_arrival_on, covered.on if covered else None, whose))
    called = {each.id: each.called for each in facts.people} if len(facts.people) > 1 else {}
    alive = [each for each in applications.of_case(facts) if each.is_counting or each.denied]
    return [
        *shown,
        *(_work_bar(each, facts.today, _which(each, called, several=len(alive) > 1)) for each in alive),
    ]


def _which(application: Application, called: dict[int, str], *, several: bool) -> str:
    """Whose clock it is, where the case has several respondents or several clocks."""
    names = [called[pk] for pk in application.people if pk in called]
    day = f", I-589 of {wording.day(application.received)}" if several and not names else ""
    return f", {', '.join(names)}" if names else day


def _work_bar(application: Application, today: dt.date, which: str) -> Bar:
    clock = WorkClock(application, application.state(today), "", [], [], Picture(), [])
    state = clock.state
    if state.stands_since is not None:
        why = clock.standing
        note = f"Stopped since {wording.day(state.stands_since)}"
        note += f": {why.name}." if why else ": denied." if application.denied else "."
    elif state.days >= ELIGIBLE:
        note = "Both days have been reached."
    else:
        goal = state.file if state.days < FILE else state.eligible
        what = "file the I-765" if state.days < FILE else "expect the permit"
        note = f"Not before {wording.day(goal.safe)}: {what}, if nothing more stops it." if goal.safe else ""
    asks = len(state.questions) if state.days < ELIGIBLE else 0
    if asks:
        note += f" {asks} adjournment{'s need' if asks > 1 else ' needs'} an attorney."
    return Bar(
        label=f"Work-permit clock{which}",
        says=clock.says,
        value=min(state.days, clock.goal),
        max=clock.goal,
        tone="amber" if asks else "",
        note=note.strip(),
        why=(*state.file.steps, *state.eligible.steps),
        authority=f"{state.file.authority}. Rule {state.file.rule_id}, version {state.file.rule_version}",
        more=application.anchor,
    )


def _birthday_bar(one: InCase, whose: str) -> list[Bar]:
    born, today = one.person.birth_date, timezone.localdate()
    if born is None:
        return []
    unsure = {"approximate": " The birth date is approximate.", "disputed": " The birth date is disputed."}
    return [
        Bar(
            label=f"{'18th' if years == 18 else '21st'} birthday{whose}",
            says="today"
            if day == today
            else f"{(day - today).days:,} {'day' if (day - today).days == 1 else 'days'} left",
            value=(today - born).days,
            max=(day - born).days,
            tone="red" if casework.urgency(day, today) else "",
            note=f"{wording.day(day)}.{unsure.get(one.person.birth_date_certainty, '')}",
            why=(
                f"Born {wording.day(born)}: {years} years later is {wording.day(day)}.",
                *_ends_with(born, years),
            ),
            authority=rules.book().latest(BIRTHDAYS[years]).authority,
            more=f"child-{one.person.pk}" if one.minor else "",
        )
        for years, day in people.birthdays(one.person)[:1]
    ]


def _ends_with(born: dt.date, years: int) -> tuple[str, ...]:
    """What ends with the birthday, and the day to act by, as the rule counts it."""
    answer = answers.about(BIRTHDAYS[years], {"dob": born})
    return (answer.rule.title + ":", *answer.steps)


def _year_bar(one: InCase, arrived: dt.date, received: dt.date | None, whose: str) -> Bar:
    days = (timezone.localdate() - arrived).days
    note = f"Arrived {wording.day(arrived)}."
    answer = answers.about("I589_ONE_YEAR", {"last_arrival": arrived, "uac": False})
    if received is not None:
        note += f" I-589 received {wording.day(received)}."
    elif any(said.kind == "uc_determination" and said.withdrawn_at is None for said in one.assertions):
        # 8 USC 1158(a)(2)(E) is claimed, not certain: never shown as "exempt".
        note += " UC exemption claimed; see the protective date under Next."
    return Bar(
        label=f"Year since arrival{whose}",
        says=f"day {days:,} of {YEAR}" if days <= YEAR else f"passed {days - YEAR:,} days ago",
        value=min(days, YEAR),
        max=YEAR,
        tone="",
        note=note,
        why=answer.steps,
        authority=answer.rule.authority,
        more=f"child-{one.person.pk}" if one.minor else "",
    )
