"""Keeping answers of the I-589: a page of questions at once, each answer with where it came from."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from cases.access.roles import May
from cases.actions import audit, events
from cases.errors import Conflict, Problem
from cases.law import honest_dates, i589_form, read_dates
from cases.models import Answer, Case, Membership, Person

LONGEST = {"long": 20000, "text": 300, "name": 200, "place": 300, "address": 300}


@dataclass(frozen=True)
class Given:
    """One answer as it was typed: question, row (0 is the first), text, the version that the page showed (0: none)."""

    question: str
    row: int
    text: str
    version: int = 0
    origin: str = Answer.Origin.TYPED


@transaction.atomic
def keep(*, case: Case, person: Person, section: str, given: Iterable[Given], by: Membership) -> int:
    """Keep the answers of one section; an emptied one goes. Return how many changed.

    Raises Problem beside the field (``question`` or ``question_row``), Conflict when somebody else answered meanwhile.
    """
    audit.require(May.EDIT_DECLARATION, by=by)
    form = i589_form.form()
    form.section(section)
    if not case.parties.filter(person=person, part="respondent").exists():
        raise Problem("Answers are kept for the respondents of the case. Choose one of them.")
    stored = {
        (one.question, one.row): one
        for one in Answer.objects.select_for_update(no_key=True).filter(case=case, person=person)
    }
    changed = []
    for each in given:
        question = form.question(each.question)
        if question.section != section or not 0 <= each.row < question.rows:
            raise Problem("This answer belongs to another page of the form. Open that page.")
        value = _value(question, each)
        before = stored.get((each.question, each.row))
        if (before.value.reveal() if before else "") == value:
            continue
        if (before.version if before else 0) != each.version:
            raise Conflict("Somebody else answered this after you opened the page. Compare before you save.")
        _write(case, person, before, each, value, by)
        changed.append(each.question)
    if changed:
        audit.write(
            verb="i589.answer", by=by, case_id=case.pk, object_id=person.pk, questions=sorted(set(changed))
        )
    return len(changed)


def field_name(question: str, row: int) -> str:
    """Return the name of the box of an answer: the question's key, with its row where it repeats."""
    return f"{question}_{row}"


def _write(
    case: Case, person: Person, before: Answer | None, each: Given, value: str, by: Membership
) -> None:
    if before is None:
        Answer.objects.create(
            clinic_id=case.clinic_id,
            case=case,
            person=person,
            question=each.question,
            row=each.row,
            value=value,
            origin=each.origin,
            edition=i589_form.form().edition,
            recorded_by=by,
        )
    else:  # an answer that is emptied stays as a row, so that what points at it still stands
        before.value, before.origin = value, each.origin
        before.edition, before.recorded_by = i589_form.form().edition, by
        before.version += 1
        before.save()


def _value(question: i589_form.Question, given: Given) -> str:
    """The answer as it is stored; a date as an honest date with the words that it was typed in."""
    at = field_name(given.question, given.row)
    typed = events.text(at, given.text, LONGEST.get(question.kind, 100))
    if not typed:
        return ""
    if question.kind == "date":
        stated = read_dates.read(typed)
        if stated is None:
            raise Problem(f"“{typed[:40]}” is not a date. {read_dates.EXAMPLE}", field=at)
        return honest_dates.write(stated)
    if question.kind == "number" and not typed.isdecimal():
        raise Problem(f"“{typed[:20]}” is no number. Type figures, such as 3.", field=at)
    allowed = question.choices if question.kind == "choice" else {"yes": "", "no": ""}
    if question.kind in ("choice", "yes_no") and typed not in allowed:
        raise Problem("Choose one of the answers.", field=at)
    return typed
