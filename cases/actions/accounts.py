"""What is done with the word of a source: written down for an event or a fact, corrected, struck."""

import datetime as dt
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, events, versions
from cases.errors import Problem
from cases.law import accounts as told
from cases.law import told_facts
from cases.law.accounts import FactKind, Present
from cases.law.honest_dates import Stated
from cases.models import (
    Account,
    Answer,
    Case,
    Declaration,
    Document,
    Event,
    InterviewSession,
    Membership,
    Paragraph,
    Person,
)
from cases.queries import clinics

LONGEST = {"words": 2000, "place": 200, "value": 300}
SAYS = ("happened", "age", "place", "people", "times", "count", "reported", "value", "words")


class Where(TypedDict, total=False):
    """Where it is said: the row that the source is, with its page or the date that it bears."""

    source: str
    paragraph: Paragraph | None
    language: str
    document: Document | None
    answer: Answer | None
    session: InterviewSession | None
    page: int | None
    record_on: dt.date | None


class Says(TypedDict, total=False):
    """What it says; what is left out, it does not say."""

    words: str
    happened: Stated
    age: int | None
    place: str
    people: tuple[Present, ...]
    says_nobody_else: bool
    times: int | None
    count: int | None
    reported: str
    value: str


@transaction.atomic
def of_event(*, event: Event, by: Membership, where: Where, **says: Unpack[Says]) -> Account:
    """Write down what a source says of an event; a source that only points at it says nothing more. Raises Problem."""
    audit.require(May.EDIT_DECLARATION, by=by)
    account = Account(clinic_id=event.clinic_id, case=event.case, event=event, recorded_by=by)
    return _keep(account, where, says, by)


@transaction.atomic
def of_fact(
    *, case: Case, about: Person, fact: str, by: Membership, where: Where, **says: Unpack[Says]
) -> Account:
    """Write down what a source says of a fact of a person. Raises Problem."""
    audit.require(May.EDIT_DECLARATION, by=by)
    known = told_facts.fact(fact)
    if not case.parties.filter(person=about).exists():
        raise Problem("Choose somebody of this case.", field="about")
    account = Account(clinic_id=case.clinic_id, case=case, fact=known.key, about=about, recorded_by=by)
    return _keep(account, where, says, by)


@transaction.atomic
def change(*, account: Account, version: int, by: Membership, **says: Unpack[Says]) -> Account:
    """Correct what was written down of a source. Raises Conflict, Problem."""
    audit.require(May.EDIT_DECLARATION, by=by)
    fresh = versions.claim(account, version=version, called="what this source says")
    if fresh.struck_at is not None:
        raise Problem("This was struck. Write it down anew.")
    _apply(fresh, dict(says))
    fresh.save()
    audit.write(verb="account.change", by=by, case_id=fresh.case_id, object_id=fresh.pk, fields=sorted(says))
    return fresh


@transaction.atomic
def strike(*, account: Account, by: Membership) -> None:
    """Strike what was written down of a source by mistake; the source itself stays."""
    audit.require(May.EDIT_DECLARATION, by=by)
    fresh = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    if fresh.struck_at is None:
        fresh.struck_at, fresh.struck_by = timezone.now(), by
        fresh.save()
        audit.write(verb="account.strike", by=by, case_id=fresh.case_id, object_id=fresh.pk)


def _keep(account: Account, where: Where, says: Says, by: Membership) -> Account:
    _place(account, where, by)
    _apply(account, dict(says))
    account.save()
    audit.write(
        verb="account.record",
        by=by,
        case_id=account.case_id,
        object_id=account.pk,
        source=account.source,
        event=account.event_id,
        fact=account.fact,
    )
    return account


def _place(account: Account, where: Where, by: Membership) -> None:
    """Put the source into the row; what it names must be of this case."""
    account.source = where.get("source", "")
    if account.source not in Account.Source.values:
        raise Problem("Choose where it is said.", field="source")
    paragraph, document = where.get("paragraph"), where.get("document")
    answer, session = where.get("answer"), where.get("session")
    needed = {"paragraph": paragraph, "exhibit": document, "answer": answer, "session": session}
    if account.source in needed and needed[account.source] is None:
        raise Problem(f"Choose the {account.source}.", field=account.source)
    if paragraph is not None and account.source == "paragraph":
        declaration: Declaration = paragraph.declaration
        _of_case(account, declaration.case_id)
        account.declaration, account.paragraph = declaration, paragraph.uid
        account.language = where.get("language") or declaration.language
    if answer is not None and account.source == "answer":
        _of_case(account, answer.case_id)
        account.answer = answer
    if session is not None and account.source == "session":
        _of_case(account, session.case_id)
        account.session = session
    if document is not None and account.source not in ("paragraph", "answer", "session"):
        _of_case(account, document.case_id)
        account.document, account.page = document, where.get("page")
        if account.page and account.page > document.pages:
            raise Problem(f"This paper has {document.pages} pages. Correct the page.", field="page")
    account.record_on = where.get("record_on")
    if account.record_on and account.record_on > clinics.today(by.clinic):
        raise Problem("The record's date is still to come. Correct the day.", field="record_on")


def _of_case(account: Account, case_id: int) -> None:
    if case_id != account.case_id:
        raise Problem("Choose something of this case.", field=account.source)


def _apply(account: Account, says: dict[str, Any]) -> None:
    for name, longest in LONGEST.items():
        if name in says:
            setattr(account, name, events.text(name, says[name] or "", longest))
    if "happened" in says:
        account.happened, account.other = events.dated(
            says["happened"], case_id=account.case_id, of=account.event_id
        )
    if "people" in says:
        account.people = told.write_people(says["people"])
    for name in ("age", "times", "count", "reported", "says_nobody_else"):
        if name in says:
            setattr(account, name, says[name])
    if account.fact:
        _check_fact(account)


def _check_fact(account: Account) -> None:
    """A fact without a value says nothing; a choice and a number are kept as such."""
    known = told_facts.fact(account.fact)
    field = {FactKind.DATE: "how", FactKind.PLACE: "place"}.get(known.kind, "value")
    given = {"how": account.happened, "place": account.place, "value": account.value}[field]
    if not given:
        raise Problem("Write down what the source says of it.", field=field)
    value = account.value.reveal()
    if known.kind == FactKind.CHOICE and value not in known.choices:
        raise Problem("Choose from the list.", field="value")
    if known.kind == FactKind.NUMBER and not value.isdecimal():
        raise Problem(f"“{value[:20]}” is no number. Type figures, such as 3.", field="value")
