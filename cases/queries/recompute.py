"""What recomputing many cases at once would change: the same plan as for one case, read in a few questions a batch."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import structlog
from django.utils import timezone

from cases.models import Case, Clinic, Deadline, Heartbeat, Override, Reminder
from cases.queries import casefacts, clinics, plans
from cases.queries.plans import Plan

log = structlog.get_logger()

SWEEP = "deadlines"  # the heartbeat
EARLY = dt.time(3)  # on the clinic's clock: before anybody's morning, and before the day's reminders go out
BATCH = 2000  # cases: a fraction of a second of work, and as long as an edit of one of them may have to wait


class Found(NamedTuple):
    """What a batch of cases comes to: the plans that change something, and the cases whose facts could not be read."""

    plans: dict[int, Plan]
    failed: set[int]


class Standing(NamedTuple):
    """As much of a deadline as a plan looks at."""

    case_id: int
    pk: int
    rule: str
    trigger: str
    state: str
    title: str
    facts: dict[str, Any]
    rule_version: str
    nominal_on: dt.date | None
    legal_on: dt.date | None
    safe_on: dt.date | None
    act_by: dt.date | None
    owner_id: int | None
    override_id: int | None
    entered_by_id: int | None
    was_rejected: bool
    ended_because: str


def batches(most: int = BATCH) -> Iterator[list[int]]:
    """The numbers of the clinic's cases, in order, so many at a time; asked inside its fence, in one question."""
    numbers = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    return (numbers[begin : begin + most] for begin in range(0, len(numbers), most))


def plans_of(statuses: Mapping[int, str], *, today: dt.date) -> Found:
    """Return the plan of each of these cases (number to status) for which something would change.

    Eleven queries, however many cases there are. A case at whose facts the law fails is logged by its number.
    """
    chosen = casefacts.among(statuses.keys())
    standing: dict[int, list[Any]] = defaultdict(list)
    rows = Deadline.objects.filter(case_id__in=chosen, state__in=("open", "done")).order_by("pk")
    for row in rows.values_list(*Standing._fields):
        standing[row[0]].append(Standing._make(row))
    overrides: dict[int, list[Override]] = defaultdict(list)
    for override in Override.objects.filter(case_id__in=chosen, taken_back_at=None):
        overrides[override.case_id].append(override)
    found = Found({}, set())
    for case_id, facts in casefacts.of_cases(statuses, today=today).items():
        try:
            plan = plans.difference(facts, standing.get(case_id, ()), overrides.get(case_id, ()))
        except Exception as fault:  # noqa: BLE001 - one case's facts must not keep the others' dates from following
            # Without its traceback, which could quote the file.
            log.error("deadlines_not_computed", case_id=case_id, fault=type(fault).__name__)  # noqa: TRY400
            found.failed.add(case_id)
        else:
            if plan.changes:
                found.plans[case_id] = plan
    return found


def differences(clinic: Clinic) -> Iterator[dict[str, Plan]]:
    """What recomputing the clinic would change, by case reference, a batch of cases at a time; writes nothing.

    Asked inside the clinic's fence.
    """
    today = clinics.today(clinic)
    for batch in batches():
        rows = (
            Case.objects.filter(pk__in=casefacts.among(batch))
            .order_by("pk")
            .values_list("pk", "status", "reference")
        )
        known = {pk: (status, reference) for pk, status, reference in rows}
        found = plans_of({pk: status for pk, (status, _) in known.items()}, today=today)
        yield {known[pk][1]: plan for pk, plan in found.plans.items()}


def is_due(clinic: Clinic) -> bool:
    """Say whether a clinic's nightly sweep is still to come: its early morning has begun, and nobody swept today."""
    now = timezone.localtime(timezone=ZoneInfo(clinic.time_zone))
    return now.time() >= EARLY and swept().get(str(clinic.pk)) != now.date().toordinal()


def swept() -> dict[str, int]:
    """Return the day (as a day number) on which each clinic (its number as text) was last swept."""
    beat = Heartbeat.objects.filter(name=SWEEP).first()
    return dict(beat.detail) if beat else {}


def announced(deadlines: Collection[int]) -> set[int]:
    """Return which of these deadlines have reminders that have not gone out."""
    waiting = Reminder.objects.filter(
        deadline_id__in=casefacts.among(deadlines), state__in=("planned", "claimed")
    )
    return set(waiting.values_list("deadline_id", flat=True).distinct())
