"""What is recorded about cases that sets a date, read for many cases at once: five queries, however many they are."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from cases.law.casefile import CaseFacts, DecisionFacts, HearingFacts, PersonFacts, ProceedingFacts
from cases.models import Assignment, Case, Decision, Hearing, Party, Proceeding, StatusAssertion
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
    people, proceedings = _people(statuses.keys()), _proceedings(statuses.keys())
    return {
        case_id: CaseFacts(
            today=today,
            is_open=status != Case.Status.CLOSED,
            people=tuple(people.get(case_id, ())),
            proceedings=tuple(proceedings.get(case_id, ())),
        )
        for case_id, status in statuses.items()
    }


def staff_of(cases: Collection[int]) -> dict[int, dict[int, str]]:
    """Return who works on each of these cases now: membership, the latest first, and duty. One query."""
    staff: dict[int, dict[int, str]] = {case_id: {} for case_id in cases}
    running = Assignment.objects.running().filter(case_id__in=cases).order_by("-starts_at", "-pk")
    for case_id, membership_id, duty in running.values_list("case_id", "membership_id", "duty"):
        staff[case_id][membership_id] = duty
    return staff


def _grouped(rows: Iterable[tuple[Any, ...]]) -> Grouped:
    """Rows by their first column."""
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row[0]].append(row)
    return groups


def _people(cases: Collection[int]) -> Grouped:
    respondents = Party.objects.filter(case_id__in=cases, part=Party.Part.RESPONDENT).order_by("pk")
    rows = respondents.values_list(
        "case_id",
        "person_id",
        "person__given_names",
        "person__preferred_name",
        "person__birth_date",
        "person__client_role__last_arrival_on",
    )
    asserted = _grouped(
        StatusAssertion.objects.filter(
            minor__person__parties__case_id__in=cases,
            withdrawn_at=None,
            kind__in=("uc_determination", "uc_ended"),
        )
        .distinct()
        .values_list("minor__person_id", "kind", "asserted_on", "pk")
    )
    people: dict[int, list[Any]] = defaultdict(list)
    for case_id, person_id, given, preferred, born, arrived in rows:
        determined, is_relied_on = _status(asserted.get(person_id, []))
        people[case_id].append(
            PersonFacts(
                id=person_id,
                called=called(given, preferred),
                dob=born,
                last_arrival=arrived,
                uac=is_relied_on,
                uac_determination=determined,
            )
        )
    return people


def _status(asserted: list[Any]) -> tuple[dt.date | None, bool]:
    """When a child was last determined unaccompanied, and whether no later assertion says that it ended."""
    determined = max((day for _, kind, day, _ in asserted if kind == "uc_determination"), default=None)
    if determined is None:
        return None, False
    return determined, not any(kind == "uc_ended" and day >= determined for _, kind, day, _ in asserted)


def _proceedings(cases: Collection[int]) -> Grouped:
    rows = Proceeding.objects.filter(case_id__in=cases).order_by("pk")
    scheduled = Hearing.objects.filter(
        proceeding__case_id__in=cases, proceeding__status="pending", status="scheduled"
    )
    hearings = _grouped(
        scheduled.order_by("pk").values_list("proceeding_id", "pk", "kind", "day", "filings_due_on")
    )
    made = Decision.objects.filter(proceeding__case_id__in=cases).order_by("pk")
    decisions = _grouped(
        made.values_list(
            "proceeding_id", "pk", "outcome", "decided_on", "service", "served_on", "appeal_reserved"
        )
    )
    proceedings: dict[int, list[Any]] = defaultdict(list)
    for case_id, pk, kind, is_detained, filed in rows.values_list(
        "case_id", "pk", "kind", "is_detained", "i589_filed_on"
    ):
        proceedings[case_id].append(
            ProceedingFacts(
                id=pk,
                kind=kind,
                is_detained=is_detained,
                i589_filed_on=filed,
                hearings=tuple(
                    HearingFacts(id=each, kind=what, day=day, filings_due_on=due)
                    for _, each, what, day, due in hearings.get(pk, ())
                ),
                decisions=tuple(
                    DecisionFacts(
                        id=each,
                        outcome=outcome,
                        decided_on=decided,
                        service=service,
                        served_on=served,
                        appeal_reserved=reserved,
                    )
                    for _, each, outcome, decided, service, served, reserved in decisions.get(pk, ())
                ),
            )
        )
    return proceedings
