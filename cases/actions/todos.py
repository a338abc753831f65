"""Things to do that something happened calls for: opened the same day, closed by whoever did them."""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, bell
from cases.errors import Problem
from cases.models import Case, Membership, ToDo
from cases.queries import clinics


def open_today(*, case: Case, kind: str, about: str, by: Membership, hearing_id: int | None = None) -> ToDo:
    """Open a thing to do today, in the caller's transaction; one that is open already is kept and told of.

    Who is to do it has a letter the same day: see ``telling``.
    """
    known: ToDo | None = _open(case, kind).first()
    if known is not None:
        return _also(known, about)
    try:
        with transaction.atomic():
            made: ToDo = ToDo.objects.create(
                clinic_id=case.clinic_id,
                case=case,
                kind=kind,
                about=about[:300],
                due_on=clinics.today(by.clinic),
                hearing_id=hearing_id,
                opened_by=by,
            )
    except IntegrityError:  # somebody opened it in the same second
        return _also(_open(case, kind).get(), about)
    bell.ring("cases.tasks.tell_todos")
    audit.write(verb="todo.open", by=by, case_id=case.pk, object_id=made.pk, kind=kind)
    return made


def _open(case: Case, kind: str) -> QuerySet[ToDo]:
    rows: QuerySet[ToDo] = ToDo.objects.filter(case=case, kind=kind, done_at=None)
    return rows


def _also(known: ToDo, about: str) -> ToDo:
    if about not in known.about:
        known.about = f"{known.about} {about}"[:300]
        known.save(update_fields=["about"])
    return known


def settle(*, case: Case, kind: str, outcome: str, by: Membership) -> None:
    """Close what is open of a kind because the thing itself was done; in the caller's transaction, under its audit row."""
    _open(case, kind).update(done_at=timezone.now(), done_by=by, outcome=outcome[:300])


@transaction.atomic
def do(*, todo: ToDo, outcome: str, by: Membership) -> ToDo:
    """Record that it was done, and what came of it. Raises Problem without a word of that, or when it is done."""
    audit.require(May.EDIT_PEOPLE, by=by)
    if not outcome.strip():
        raise Problem("Say who tells whom, and when: the next reader will ask.", field="outcome")
    fresh: ToDo = ToDo.objects.select_for_update(no_key=True).get(pk=todo.pk)
    if fresh.done_at is not None:
        raise Problem("Somebody has already done this. Look at the case again.")
    fresh.done_at, fresh.done_by, fresh.outcome = timezone.now(), by, outcome.strip()[:300]
    fresh.save(update_fields=["done_at", "done_by", "outcome"])
    audit.write(verb="todo.do", by=by, case_id=fresh.case_id, object_id=fresh.pk)
    return fresh
