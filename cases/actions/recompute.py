"""Bringing the deadlines of a whole clinic in line with facts, rules and the calendar; rows only for what differs.

A case is locked before its facts are read, as an edit of it locks it before it plans (``deadlines.follow_facts``). One
that somebody is editing is passed over and taken alone at the end. Whoever changes a fact while the sweep holds the
case waits for it, and then plans from the new fact and the sweep's rows: neither can write from what the other knew.
"""

import gc
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils import timezone

from cases.actions import audit, deadlines, notices, reminders
from cases.models import Case, Clinic, Deadline
from cases.queries import casefacts, clinics
from cases.queries import recompute as asked
from cases.queries.plans import Change, Plan

Staff = Mapping[int, Mapping[int, str]]  # case -> who works on it -> as what
_ENDING = ("superseded_by_id", "ended_because", "ended_at", "ended_by_id")
ALL = [each.attname for each in Deadline._meta.concrete_fields]  # noqa: SLF001 - Django's documented name
COLUMNS = tuple(name for name in ALL if name not in ("id", *_ENDING))
_JSON = tuple(COLUMNS.index(name) for name in ("facts", "steps", "warnings"))
_NAMES = ", ".join(COLUMNS)
_STAGE = f"""
CREATE TEMP TABLE deadline_stage AS
    SELECT id AS earlier_id, state AS earlier_state, ended_because AS earlier_because, id, {_NAMES}
    FROM cases_deadline WITH NO DATA;
ALTER TABLE deadline_stage ALTER id SET DEFAULT nextval(pg_get_serial_sequence('cases_deadline', 'id'));
"""  # noqa: S608 - the names are our own model's
_COPY = f"COPY deadline_stage (earlier_id, earlier_state, earlier_because, {_NAMES}) FROM STDIN"
_END = """
UPDATE cases_deadline d
SET state = s.earlier_state, ended_because = s.earlier_because, ended_at = %s,
    superseded_by_id = CASE WHEN s.case_id IS NOT NULL THEN s.id END
FROM deadline_stage s WHERE d.id = s.earlier_id AND d.state = 'open'
"""
# Somebody closed the earlier row between our look at it and now: the case is left to the next run.
_LEAVE = """
DELETE FROM deadline_stage s USING cases_deadline d
WHERE d.id = s.earlier_id AND d.superseded_by_id IS DISTINCT FROM s.id
"""
_INSERT = f"""
INSERT INTO cases_deadline (id, superseded_by_id, ended_because, ended_at, ended_by_id, {_NAMES})
SELECT id, NULL, '', NULL, NULL, {_NAMES} FROM deadline_stage WHERE case_id IS NOT NULL
"""  # noqa: S608 - the names are our own model's


@dataclass
class Outcome:
    """What a recomputing did: cases looked at and changed, dates by kind of change, and the cases that failed."""

    cases: int = 0
    changed: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    failed: set[int] = field(default_factory=set)

    def add(self, looked_at: int, found: asked.Found) -> None:
        """Count one more batch."""
        self.cases += looked_at
        self.changed += len(found.plans)
        self.kinds.update(change.kind for plan in found.plans.values() for change in plan.changes)
        self.failed |= found.failed


def recompute(*, clinic: Clinic, verb: str, remind: bool = True, most: int = asked.BATCH) -> Outcome:
    """Recompute every case of a clinic, ``most`` to a transaction; a second run finds nothing to write.

    Each batch that changes something writes one audit row ``verb``, and in the same transaction the reminders follow
    and a message to each owner waits to be sent (``notices``); ``remind=False`` leaves both out. A case that the law
    fails at is left as it stands; the audit row says how many there were, the log and the outcome which.
    """
    outcome = Outcome()
    busy: list[int] = []
    with clinic.inside():
        batches = list(asked.batches(most))
    for batch in batches:
        with _uncollected(), clinic.inside():
            busy += set(batch) - _recompute(batch, clinic, verb, outcome, remind=remind)
    for case_id in sorted(busy):
        with clinic.inside():
            _recompute([case_id], clinic, verb, outcome, remind=remind, wait=True)
    return outcome


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave out Python's search for cycles: a batch's plans hold none, and looking them through takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _recompute(
    batch: list[int], clinic: Clinic, verb: str, outcome: Outcome, *, remind: bool, wait: bool = False
) -> set[int]:
    """Lock what can be locked, plan, write; return the cases that were done."""
    free = Case.objects.select_for_update(skip_locked=not wait, no_key=True).filter(
        pk__in=casefacts.among(batch)
    )
    statuses = dict(free.order_by("pk").values_list("pk", "status"))
    found = asked.plans_of(statuses, today=clinics.today(clinic))
    changed = found.plans
    if changed:
        staff = casefacts.staff_of(changed.keys())
        write(clinic, changed, staff)
        if remind:
            _remind(clinic, changed)
            notices.tell_owners(clinic=clinic, owned=_owned(changed, staff))
    if changed or found.failed:
        number = sum(len(plan.changes) for plan in changed.values())
        failed = {"failed": len(found.failed)} if found.failed else {}
        audit.write_unattended(verb=verb, clinic_id=clinic.pk, cases=len(changed), changed=number, **failed)
    outcome.add(len(statuses), found)
    return set(statuses)


def write(clinic: Clinic, changed: Mapping[int, Plan], staff: Staff) -> None:
    """Stage the changes of some cases by COPY, then end what stood and insert what is wanted: one statement each."""
    rows = _staged(clinic.pk, changed, staff)
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        with cursor.copy(_COPY) as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(_END, [timezone.now()])
        if cursor.rowcount < sum(
            change.row is not None for plan in changed.values() for change in plan.changes
        ):
            cursor.execute(_LEAVE)
        cursor.execute(_INSERT)
        cursor.execute("DROP TABLE deadline_stage")


def _staged(clinic_id: int, changed: Mapping[int, Plan], staff: Staff) -> Iterator[list[Any]]:
    """One row per change, made while the server takes in those before it; so it may ask the database nothing."""
    now = timezone.now()
    for case_id, plan in changed.items():
        own = {"clinic_id": clinic_id, "case_id": case_id, "state": "open", "created_at": now}
        for change in plan.changes:
            yield [*_earlier(change), *_later(change, own, staff[case_id])]


def _earlier(change: Change) -> tuple[int | None, str | None, str | None]:
    if change.row is None:
        return None, None, None
    return (change.row.pk, *deadlines.ending(change))


def _later(change: Change, own: dict[str, Any], staff: Mapping[int, str]) -> list[Any]:
    if change.wanted is None:
        return [None] * len(COLUMNS)
    held = own | deadlines.columns(
        change,
        change.wanted,
        owner_id=deadlines.owner_among(staff, change.row),
        entered_by_id=deadlines.entered_by(change, by_id=None),
    )
    values = [held[name] for name in COLUMNS]
    for place in _JSON:
        values[place] = _text(values[place]) if type(values[place]) is tuple else json.dumps(values[place])
    return values


_text = lru_cache(10_000)(json.dumps)  # of steps and warnings, which many rows share


def _remind(clinic: Clinic, changed: Mapping[int, Plan]) -> None:
    """Let the reminders of the changed cases follow, as after an edit."""
    kinds = {change.row.pk: change.kind for plan in changed.values() for change in plan.changes if change.row}
    told = asked.announced(kinds.keys())
    later = dict(Deadline.objects.filter(pk__in=casefacts.among(told)).values_list("pk", "superseded_by_id"))
    for earlier_id in sorted(told):
        if kinds[earlier_id] in deadlines.SAME_DAY:
            reminders.hand_over(earlier_id=earlier_id, later_id=later[earlier_id])
        else:
            reminders.withdraw(deadline_id=earlier_id, because=deadlines.DATE_CHANGED)
    reminders.plan_for_cases(clinic=clinic, case_ids=list(changed))


def _owned(changed: Mapping[int, Plan], staff: Staff) -> dict[int | None, set[int]]:
    """The cases on which dates came, moved or ended, by whose dates they are; a date that stays is no news."""
    owned: dict[int | None, set[int]] = defaultdict(set)
    for case_id, plan in changed.items():
        for change in plan.changes:
            if change.kind not in deadlines.SAME_DAY:
                owned[deadlines.owner_among(staff[case_id], change.row)].add(case_id)
    return owned
