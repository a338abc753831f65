"""Relief screening: taking the answers, working out what they point to, and an attorney's review. Nothing said here is audited."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, todos, versions
from cases.errors import Conflict, Problem
from cases.law import screening as engine
from cases.law import screening_record, screening_rows
from cases.models import Case, Membership, Person, ReliefScreening, ToDo
from cases.queries import clinics, screening_file
from cases.queries import screening as screenings

LONGEST_NOTE = 2000
WAITS = "A relief screening is finished. The rest of the staff reads it once it is reviewed."


@transaction.atomic
def start(*, case: Case, person: Person, by: Membership) -> ReliefScreening:
    """Open a screening of a respondent, or return the one that is open. A rerun begins with the answers of the last.

    Raises Problem for a closed case.
    """
    audit.require(May.SCREEN, by=by)
    if case.status == Case.Status.CLOSED:
        raise Problem("This case is closed: nobody is screened in it.")
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)  # a double click opens one
    rows = ReliefScreening.objects.filter(case=case, person=person)
    earlier = rows.order_by("-started_at", "-pk").first()
    if earlier is not None and earlier.finished_at is None:
        return earlier
    answers = screenings.given(earlier) if earlier else {}
    opened = ReliefScreening.objects.create(
        clinic_id=case.clinic_id, case=case, person=person, started_by=by, answers=_sealed(answers)
    )
    audit.write(
        verb="screening.start", by=by, case_id=case.pk, object_id=opened.pk, rerun=earlier is not None
    )
    return opened


@transaction.atomic
def answer(
    *, screening: ReliefScreening, version: int, answers: Mapping[str, str], step: str, by: Membership
) -> ReliefScreening:
    """Keep the answers of one group of questions: yes, no, unknown, not_said, an ISO date, a code, or "" for none.

    Raises Problem for an answer that cannot be, Conflict when somebody else answered meanwhile.
    """
    audit.require(May.SCREEN, by=by)
    fresh = _still_open(versions.claim(screening, version=version, called="these answers"))
    today = clinics.today(by.clinic)
    for name, said in answers.items():
        if problem := screening_record.refusal(name, said):
            raise Problem(problem, field=name)
        _not_ahead(name, said, today)
    stands = screenings.given(fresh) | dict(answers)
    fresh.answers = _sealed({name: said for name, said in stands.items() if said})
    fresh.step = step
    fresh.save()
    audit.write(verb="screening.answer", by=by, case_id=fresh.case_id, object_id=fresh.pk, step=step)
    return fresh


@transaction.atomic
def finish(*, screening: ReliefScreening, version: int, by: Membership) -> ReliefScreening:
    """Work out what the answers and the file point to today, and keep both as they are. A rerun is a new row."""
    audit.require(May.SCREEN, by=by)
    fresh = _still_open(versions.claim(screening, version=version, called="these answers"))
    today, said = clinics.today(by.clinic), screenings.given(fresh)
    known = screening_file.known(case=fresh.case, person=fresh.person, today=today)
    stands = {**said, **{name: each.value for name, each in known.items()}}
    closed = _closed(stands)
    read = {
        name: None if name in closed else screening_record.value(each)
        for name, each in stands.items()
        if name in screening_rows.sheet().answers
    }
    found = engine.screen(read, today=today)
    fresh.answers = _sealed(said, {name: asdict(each) for name, each in known.items()})
    fresh.result = json.dumps(screening_record.kept(found))
    fresh.edition, fresh.rulebook_edition = found.edition, found.rulebook_edition
    fresh.finished_by, fresh.finished_at = by, timezone.now()
    fresh.save()
    audit.write(
        verb="screening.finish",
        by=by,
        case_id=fresh.case_id,
        object_id=fresh.pk,
        edition=fresh.edition,
        rulebook=fresh.rulebook_edition,
    )
    todos.open_today(case=fresh.case, kind=ToDo.Kind.REVIEW_SCREENING, about=WAITS, by=by)
    return fresh


@transaction.atomic
def review(*, screening: ReliefScreening, note: str, by: Membership) -> ReliefScreening:
    """Sign a finished screening as reviewed: from then on the rest of the staff reads it, with the note.

    Raises Conflict when somebody reviewed it already.
    """
    audit.require(May.REVIEW_SCREENING, by=by)
    if len(note) > LONGEST_NOTE:
        raise Problem(f"The note has {len(note)} characters: {LONGEST_NOTE} is the most.", field="note")
    fresh = ReliefScreening.objects.select_for_update(no_key=True).get(pk=screening.pk)
    if fresh.finished_at is None:
        raise Problem("This screening is still being answered: there is nothing to review yet.")
    if fresh.reviewed_at is not None:
        raise Conflict("Somebody else reviewed this screening after you opened it. Read their note first.")
    fresh.reviewed_by, fresh.reviewed_at = by, timezone.now()
    fresh.review_note = note.strip() or None
    fresh.save(update_fields=["reviewed_by", "reviewed_at", "review_note"])
    finished = ReliefScreening.objects.filter(case=fresh.case_id, finished_at__isnull=False)
    latest = finished.order_by("person", "-finished_at", "-pk").distinct("person")
    if all(each.reviewed_at for each in latest):
        todos.settle(case=fresh.case, kind=ToDo.Kind.REVIEW_SCREENING, outcome="Reviewed.", by=by)
    audit.write(verb="screening.review", by=by, case_id=fresh.case_id, object_id=fresh.pk)
    return fresh


@transaction.atomic
def discard(*, screening: ReliefScreening, by: Membership) -> None:
    """Delete a screening that is still being answered. A finished one stays. Raises Problem for that."""
    audit.require(May.SCREEN, by=by)
    fresh = _still_open(ReliefScreening.objects.select_for_update(no_key=True).get(pk=screening.pk))
    case_id, pk = fresh.case_id, fresh.pk
    fresh.delete()
    audit.write(verb="screening.discard", by=by, case_id=case_id, object_id=pk)


def _still_open(screening: ReliefScreening) -> ReliefScreening:
    if screening.finished_at is not None:
        raise Problem("This screening is finished and stays as it is. Run it again to change an answer.")
    return screening


def _not_ahead(name: str, said: str, today: dt.date) -> None:
    if name in engine.NEVER_AHEAD and said[:1].isdigit() and said > today.isoformat():
        raise Problem("That day is still to come. Correct the year, or say that it is not known.", field=name)


def _closed(stands: Mapping[str, str]) -> set[str]:
    """The answers that a "no" has closed, whatever was said before it: the date of an order that is not."""
    closed: set[str] = set()
    for asked in screening_rows.sheet().answers.values():
        if asked.only_if and (stands.get(asked.only_if) == screening_record.NO or asked.only_if in closed):
            closed.add(asked.name)
    return closed


def _sealed(given: Mapping[str, str], file: Mapping[str, Any] | None = None) -> str:
    return json.dumps({"given": dict(given), "file": dict(file or {})})
