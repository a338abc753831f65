"""What is recorded about cases that sets a date, read for many cases at once: a few queries, however many they are."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import FilteredRelation, Q
from django.db.models.expressions import RawSQL

from cases.law import notices
from cases.law.casefile import (
    ApplicantFacts,
    CaseFacts,
    DecisionFacts,
    EndedHearing,
    HearingFacts,
    MoveFacts,
    NoticeFacts,
    PersonFacts,
    ProceedingFacts,
)
from cases.law.ead_clock import ByHand
from cases.law.notices import Stated
from cases.models import (
    Applicant,
    Assignment,
    Case,
    ClockStop,
    DatedNotice,
    Decision,
    Hearing,
    JuvenileAge,
    Move,
    Party,
    Proceeding,
    Sponsorship,
    StatusAssertion,
)
from cases.models.people import called
from cases.queries import clinics

Grouped = Mapping[int, list[Any]]


def of_case(case: Case) -> CaseFacts:
    """Return the facts of one case, as its clinic's day has it."""
    return of_cases({case.pk: case.status}, today=clinics.today(case.clinic))[case.pk]


def of_cases(statuses: Mapping[int, str], *, today: dt.date) -> dict[int, CaseFacts]:
    """Return the facts of each of these cases (number to status), in the order given.

    Plain rows instead of models: a sweep asks this of every case of a clinic.
    """
    chosen = among(statuses.keys())
    people, proceedings, noticed = _people(chosen), _proceedings(chosen), _notices(chosen)
    return {
        case_id: CaseFacts(
            today=today,
            is_open=status != Case.Status.CLOSED,
            opened_on=next((opened for opened, _ in people.get(case_id, ())), None),
            people=tuple(each for _, each in people.get(case_id, ())),
            proceedings=tuple(proceedings.get(case_id, ())),
            notices=tuple(noticed.get(case_id, ())),
        )
        for case_id, status in statuses.items()
    }


def among(numbers: Collection[int]) -> RawSQL:
    """Return the right side of an ``__in`` lookup: one array, where Django would write out thousands of numbers."""
    return RawSQL("SELECT unnest(%s::bigint[])", ["{" + ",".join(map(str, numbers)) + "}"])


def staff_of(cases: Collection[int]) -> dict[int, dict[int, str]]:
    """Return who works on each of these cases now: membership, the latest first, and duty. One query."""
    staff: dict[int, dict[int, str]] = {case_id: {} for case_id in cases}
    running = Assignment.objects.running().filter(case_id__in=among(cases)).order_by("-starts_at", "-pk")
    for case_id, membership_id, duty in running.values_list("case_id", "membership_id", "duty"):
        staff[case_id][membership_id] = duty
    return staff


def _grouped(rows: Iterable[tuple[Any, ...]]) -> Grouped:
    """Rows by their first column."""
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row[0]].append(row)
    return groups


def _people(cases: RawSQL) -> Grouped:
    """The respondents of each case, each with the day on which the clinic opened it."""
    respondents = Party.objects.filter(case_id__in=cases, part=Party.Part.RESPONDENT).order_by("pk")
    columns = (
        "case_id",
        "case__opened_on",
        "person_id",
        "person__given_names",
        "person__preferred_name",
        "person__birth_date",
        "person__client_role__last_arrival_on",
        "person__minor_role__pk",
        "person__minor_role__state",
        "person__minor_role__visa_available_on",
    )
    rows = list(respondents.values_list(*columns))
    persons, minors = among({row[2] for row in rows}), among({row[7] for row in rows if row[7]})
    ages = dict(JuvenileAge.objects.filter(taken_back_at=None).values_list("state", "age"))
    moved = Move.objects.filter(person_id__in=persons, taken_back_at=None).order_by("pk")
    moves = _grouped(moved.values_list("person_id", "pk", "moved_on"))
    released = Sponsorship.objects.filter(minor_id__in=minors, released_on__isnull=False)
    latest = dict(released.order_by("released_on").values_list("minor_id", "released_on"))
    said = StatusAssertion.objects.filter(
        minor_id__in=minors, withdrawn_at=None, kind__in=("uc_determination", "uc_ended")
    )
    asserted = _grouped(said.values_list("minor_id", "kind", "asserted_on"))
    people: dict[int, list[Any]] = defaultdict(list)
    for case_id, opened, person_id, given, preferred, born, arrived, minor, state, visa in rows:
        determined, is_relied_on = _status(asserted.get(minor, []))
        people[case_id].append(
            (
                opened,
                PersonFacts(
                    id=person_id,
                    called=called(given, preferred),
                    dob=born,
                    last_arrival=arrived,
                    uac=is_relied_on,
                    uac_determination=determined,
                    is_minor=minor is not None,
                    state=state or "",
                    state_age=ages.get(state),
                    released_on=latest.get(minor),
                    visa_available=visa,
                    moves=tuple(MoveFacts(pk, day) for _, pk, day in moves.get(person_id, ())),
                ),
            )
        )
    return people


def _status(asserted: list[Any]) -> tuple[dt.date | None, bool]:
    """When a child was last determined unaccompanied, and whether no later assertion says that it ended."""
    determined = max((day for _, kind, day in asserted if kind == "uc_determination"), default=None)
    if determined is None:
        return None, False
    return determined, not any(kind == "uc_ended" and day >= determined for _, kind, day in asserted)


def _proceedings(cases: RawSQL) -> Grouped:
    rows = Proceeding.objects.filter(case_id__in=cases).order_by("pk")
    hearings, decisions = _hearings(cases), _decisions(cases)
    stopped = ClockStop.objects.filter(proceeding__case_id__in=cases, taken_back_at=None).order_by("pk")
    stops = _grouped(stopped.values_list("proceeding_id", "pk", "began_on", "ended_on", "reason"))
    applied = Applicant.objects.filter(case_id__in=cases, taken_back_at=None, received_on__isnull=False)
    columns = ("proceeding_id", "pk", "person_id", "received_on", "principal_id")
    applicants = _grouped(applied.order_by("pk").values_list(*columns))
    proceedings: dict[int, list[Any]] = defaultdict(list)
    for case_id, pk, kind, status, is_detained, served, filed, brief in rows.values_list(
        "case_id", "pk", "kind", "status", "is_detained", "nta_served_on", "i589_filed_on", "brief_due_on"
    ):
        is_pending, heard = status == Proceeding.Status.PENDING, hearings.get(pk, ())
        proceedings[case_id].append(
            ProceedingFacts(
                id=pk,
                kind=kind,
                is_pending=is_pending,
                is_detained=is_detained,
                nta_served_on=served,
                i589_filed_on=filed,
                brief_due_on=brief,
                hearings=tuple(each for each in heard if isinstance(each, HearingFacts) and is_pending),
                ended=tuple(each for each in heard if isinstance(each, EndedHearing)),
                decisions=tuple(decisions.get(pk, ())),
                stops=tuple(
                    ByHand(on=on, until=until, reason=why, ref=f"stop:{each}")
                    for _, each, on, until, why in stops.get(pk, ())
                ),
                applicants=tuple(ApplicantFacts(*each) for _, *each in applicants.get(pk, ())),
            )
        )
    return proceedings


def _notices(cases: RawSQL) -> Grouped:
    """The notices with a date, each with the facts that it states for the rules of its kind."""
    rows = DatedNotice.objects.filter(case_id__in=cases, taken_back_at=None).order_by("pk")
    noticed: dict[int, list[Any]] = defaultdict(list)
    for case_id, pk, kind, person, proceeding, noted, service, served, respond, asked, born in rows.values_list(
        "case_id", "pk", "kind", "person_id", "proceeding_id", "notice_on", "service", "served_on", "respond_by",
        "facts", "person__birth_date",
    ):  # fmt: skip
        stated = Stated(
            notice_on=noted,
            served_on=served,
            respond_by=respond,
            by_mail=None if service == DatedNotice.Service.UNKNOWN else service == DatedNotice.Service.MAIL,
            birth=born,
            asked=asked,
        )
        found = notices.facts_of(notices.kind(kind), stated)
        noticed[case_id].append(NoticeFacts(pk, kind, found, person, proceeding))
    return noticed


def _hearings(cases: RawSQL) -> Grouped:
    """The hearings of each proceeding: to come, or over, with the code and what an attorney answered about it."""
    asked = Hearing.objects.filter(proceeding__case_id__in=cases).annotate(
        answer=FilteredRelation("clock_rulings", condition=Q(clock_rulings__taken_back_at=None))
    )
    hearings: dict[int, list[Any]] = defaultdict(list)
    for proceeding_id, pk, kind, day, due, status, code, answered, stops in asked.order_by("pk").values_list(
        "proceeding_id", "pk", "kind", "day", "filings_due_on", "status", "adjournment_code",
        "answer__code", "answer__stops",
    ):  # fmt: skip
        if status == Hearing.Status.SCHEDULED:
            hearings[proceeding_id].append(HearingFacts(id=pk, kind=kind, day=day, filings_due_on=due))
        elif day is not None:
            was_held, ruling = status == Hearing.Status.HELD, stops if answered == code else None
            hearings[proceeding_id].append(
                EndedHearing(id=pk, day=day, was_held=was_held, code=code, ruling=ruling)
            )
    return hearings


def _decisions(cases: RawSQL) -> Grouped:
    """The decisions of each proceeding; one that a later remand sent back no longer stands."""
    made = Decision.objects.filter(proceeding__case_id__in=cases).order_by("pk")
    columns = (
        "proceeding_id", "pk", "outcome", "decided_on", "service", "served_on", "appeal_reserved", "relief",
        "sends_back_to_id",
    )  # fmt: skip
    rows = list(made.values_list(*columns))
    undone: dict[int, dt.date] = {}
    for row in rows:
        if row[-1] is not None:
            undone[row[-1]] = max(row[3], undone.get(row[-1], row[3]))
    decisions: dict[int, list[Any]] = defaultdict(list)
    for proceeding_id, pk, outcome, decided, service, served, reserved, relief, _ in rows:
        decisions[proceeding_id].append(
            DecisionFacts(
                id=pk,
                outcome=outcome,
                decided_on=decided,
                service=service,
                served_on=served,
                appeal_reserved=reserved,
                is_undone=decided <= undone.get(proceeding_id, dt.date.min),
                relief=relief,
            )
        )
    return decisions
