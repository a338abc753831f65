"""What a date was counted from: the recorded facts of one trigger in words, who entered them, and where they are corrected."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cases.errors import Missing
from cases.law import facts as known_facts
from cases.law import notices, wording
from cases.models import (
    AuditEvent,
    Case,
    DatedNotice,
    Deadline,
    Decision,
    Hearing,
    HearingReport,
    Override,
    Person,
    Proceeding,
)
from cases.queries import dated_notices, proceedings
from cases.queries.proceedings import clock, court_name, place

NONE = "not recorded"


@dataclass(frozen=True)
class Trigger:
    """The facts of one trigger as a second person compares them with the paper; ``facts`` is (label, words)."""

    name: str  # hearing:12
    title: str
    paper: str  # which paper says it
    facts: tuple[tuple[str, str], ...]
    entered_by: frozenset[int] = frozenset()  # memberships
    correct: tuple[str, dict[str, int]] | None = None  # the page where it is put right, and its arguments
    more: tuple[tuple[str, str], ...] = field(default=())  # what the paper also says, without setting a date

    @property
    def fingerprint(self) -> str:
        """Sixteen letters that change with any fact."""
        return hashlib.sha256(repr(self.facts).encode()).hexdigest()[:16]


def of(*, case: Case, name: str) -> Trigger:
    """Return a trigger of this case ("hearing:12", "decision:5", "person:3", …) as it is recorded now.

    Raises Missing for one that this case does not have.
    """
    noun, _, number = name.partition(":")
    if not number.isdigit():
        raise Missing(f"There is nothing called “{name[:30]}” in this case.")
    found = READERS.get(noun, _by_its_dates)(case, name, int(number))
    orders = Override.objects.filter(case=case, trigger=name, taken_back_at=None, source="printed").order_by(
        "pk"
    )
    printed = tuple((f"Printed date ({each.rule})", wording.day(each.act_by)) for each in orders)
    entered = found.entered_by or _brought_by(case, name)
    return Trigger(
        found.name,
        found.title,
        found.paper,
        (*found.facts, *printed),
        entered | {each.by_id for each in orders},
        found.correct,
        found.more,
    )


def _brought_by(case: Case, name: str) -> frozenset[int]:
    """Whose changes brought the facts of the trigger's standing dates, where nothing else remembers it."""
    rows = Deadline.objects.filter(case=case, trigger=name, state="open", entered_by__isnull=False)
    return frozenset(rows.values_list("entered_by_id", flat=True))


def _hearing(case: Case, name: str, pk: int) -> Trigger:
    hearing = Hearing.objects.filter(proceeding__case=case, pk=pk).select_related("proceeding").first()
    if hearing is None:
        raise Missing("There is no such hearing in this case.")
    zone = f" {place(hearing.proceeding)} time"
    told = HearingReport.objects.filter(hearing=hearing, is_adopted=True).order_by("-pk").first()
    return Trigger(
        name,
        f"{hearing.get_kind_display()} hearing".replace("interview hearing", "interview"),
        "hearing notice",
        (
            ("Kind", hearing.get_kind_display()),
            ("How firmly it is set", hearing.get_setting_display()),
            ("Day", wording.day(hearing.day) if hearing.day else "to be determined"),
            ("Time", f"{clock(hearing.time)}{zone}" if hearing.time else "none"),
            ("Filing date that the judge ordered", _day(hearing.filings_due_on)),
            ("Court", court_name(hearing.proceeding) or hearing.proceeding.get_kind_display()),
        ),
        frozenset({told.reported_by_id} if told else ()),
        ("hearing_move", {"hearing": pk}),
    )


def _decision(case: Case, name: str, pk: int) -> Trigger:
    decision = Decision.objects.filter(proceeding__case=case, pk=pk).select_related("proceeding").first()
    if decision is None:
        raise Missing("There is no such decision in this case.")
    return Trigger(
        name,
        f"Decision: {decision.get_outcome_display()}",
        "decision and its proof of service",
        (
            ("Decision", decision.get_outcome_display()),
            ("Decided on", wording.day(decision.decided_on)),
            ("Served", decision.get_service_display()),
            ("Served on", wording.day(decision.served_on)),
            ("Appeal", "reserved" if decision.appeal_reserved else "waived"),
            ("Court", court_name(decision.proceeding) or decision.proceeding.get_kind_display()),
        ),
        frozenset({decision.recorded_by_id}),
        ("proceeding", {"proceeding": decision.proceeding_id}),
    )


def _person(case: Case, name: str, pk: int) -> Trigger:
    people = Person.objects.filter(parties__case=case).select_related("client_role", "minor_role")
    person = people.filter(pk=pk).first()
    if person is None:
        raise Missing("There is no such person in this case.")
    client, minor = getattr(person, "client_role", None), getattr(person, "minor_role", None)
    said = list(minor.assertions.filter(withdrawn_at=None).order_by("asserted_on", "pk")) if minor else []
    arrived = [("Last arrival", _day(client.last_arrival_on))] if client else []
    return Trigger(
        name,
        f"What is recorded about {person.called}",
        "birth certificate, or the papers of the arrival and the release",
        (
            ("Born", _day(person.birth_date)),
            *arrived,
            *((each.get_kind_display(), wording.day(each.asserted_on)) for each in said),
        ),
        frozenset(
            {*_who_typed(person.pk, client.pk if client else 0), *(each.recorded_by_id for each in said)}
        ),
        ("person", {"person": pk}),
    )


def _who_typed(person_id: int, client_id: int) -> set[int]:
    """Whoever last typed the birth date, and the arrival: the trail remembers which answers a change held."""
    found = set()
    for verbs, pk, answer in (
        (("person.record", "person.change"), person_id, "birth_date"),
        (("client.record", "client.change"), client_id, "last_arrival_on"),
    ):
        typed = AuditEvent.objects.filter(verb__in=verbs, object_id=pk, detail__fields__contains=answer)
        last = typed.order_by("-pk").values_list("membership_id", flat=True).first()
        if last is not None:
            found.add(last)
    return found


def _proceeding(case: Case, name: str, pk: int) -> Trigger:
    proceeding = Proceeding.objects.filter(case=case, pk=pk).first()
    if proceeding is None:
        raise Missing("There is no such proceeding in this case.")
    return Trigger(
        name,
        proceedings.court_name(proceeding) or proceeding.get_kind_display(),
        "notice that prints the date",
        (
            ("NTA served on", _day(proceeding.nta_served_on)),
            ("I-589 received on", _day(proceeding.i589_filed_on)),
            ("Brief due, as printed", _day(proceeding.brief_due_on)),
            ("Detained", "yes" if proceeding.is_detained else "no"),
        ),
        correct=("proceeding_change", {"proceeding": pk}),
    )


def _notice(case: Case, name: str, pk: int) -> Trigger:
    found = DatedNotice.objects.filter(case=case, pk=pk).select_related("person").first()
    if found is None:
        raise Missing("There is no such notice in this case.")
    kind = notices.kind(found.kind)
    about = [("About", found.person.called)] if found.person else []
    return Trigger(
        name,
        kind.title,
        kind.paper,
        (*about, *dated_notices.in_words(found)),
        frozenset({found.recorded_by_id}) | _brought_by(case, name),
        ("notice_change", {"notice": pk}),
    )


def _by_its_dates(case: Case, name: str, _: int) -> Trigger:
    """Any other trigger, by the facts that its own deadlines were counted from."""
    rows = list(Deadline.objects.filter(case=case, trigger=name, state="open").order_by("pk"))
    if not rows:
        raise Missing(f"No date of this case was counted from “{name[:30]}”.")
    found: dict[str, Any] = {}
    for row in rows:
        found |= row.facts
    words = tuple((known_facts.label(key), _words(key, value)) for key, value in sorted(found.items()))
    return Trigger(name, rows[0].title, "paper that says so", words)


def _words(name: str, value: Any) -> str:
    fact = known_facts.known().get(name)
    if fact is not None and fact.kind == "date":
        return wording.day(known_facts.a_date(name, value))
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _day(day: Any) -> str:
    return wording.day(day) if day else NONE


READERS: dict[str, Callable[[Case, str, int], Trigger]] = {
    "hearing": _hearing,
    "decision": _decision,
    "person": _person,
    "proceeding": _proceeding,
    "notice": _notice,
}
