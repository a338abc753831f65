"""Consent to hearing reminders: each for themselves, only where it is safe; and who tells the child when it is not."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail as outbox
from django.utils import timezone

from cases.actions import consents, contacts, sponsors, todos
from cases.errors import Problem
from cases.models import ContactPoint, Hearing, Person, Reminder, ReminderConsent, Sponsorship, ToDo
from tests import make
from tests.actions.reminding import NOW, a_hearing, sweep
from tests.make import Cast

SAID = dt.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def hearing(inside: Cast) -> Hearing:
    return a_hearing(inside)


def child(cast: Cast) -> Person:
    found: Person = cast.case.parties.get(part="respondent").person
    return found


def a_contact(cast: Cast, person: Person, **more: Any) -> ContactPoint:
    given: dict[str, Any] = {
        "kind": "email",
        "value": "child@example.org",
        "safety": "as_agreed",
        "rule": "After school.",
    }
    return contacts.add(person=person, case=cast.case, by=cast.paralegal, **given | more)


def agree(cast: Cast, person: Person, contact: ContactPoint, **more: Any) -> ReminderConsent:
    given: dict[str, Any] = {"capacity": "client", "language": "spa", "given_on": SAID}
    return consents.record(case=cast.case, person=person, contact=contact, by=cast.paralegal, **given | more)


def an_aunt(cast: Cast) -> tuple[Person, Sponsorship]:
    aunt = make.make_person(cast.bay, "Rosa", "Tzoc")
    cast.case.parties.create(clinic=cast.bay, person=aunt, part="sponsor")
    placed = sponsors.place(
        minor=child(cast).minor_role, person=aunt, case=cast.case, by=cast.paralegal, standing="supportive"
    )
    return aunt, placed


def of_client() -> Any:
    return Reminder.objects.filter(kind="client").order_by("planned_for")


def test_who_agreed_is_reminded_a_week_and_a_day_before(inside: Cast, hearing: Hearing) -> None:
    agree(inside, child(inside), a_contact(inside, child(inside)))
    assert [(row.offset_days, row.state) for row in of_client()] == [(7, "planned"), (1, "planned")]


def test_without_consent_nobody_outside_the_clinic_is_written_to(inside: Cast, hearing: Hearing) -> None:
    a_contact(inside, child(inside))
    assert not of_client().exists()


@pytest.mark.parametrize(
    ("contact", "more", "words"),
    [
        ({"safety": "unknown", "rule": ""}, {}, "not recorded as usable"),
        ({"safety": "do_not_use", "rule": ""}, {}, "not recorded as usable"),
        ({"kind": "address", "value": "1 Invented Street"}, {}, "cannot write there"),
        ({}, {"capacity": "sponsor"}, "A sponsor's or parent's consent is not the child's"),
        ({}, {"given_on": dt.date(2026, 12, 24)}, "has not come yet"),
    ],
)
def test_what_is_no_consent_is_refused(
    inside: Cast, contact: dict[str, Any], more: dict[str, Any], words: str
) -> None:
    point = a_contact(inside, child(inside), **contact)
    with pytest.raises(Problem, match=words):
        agree(inside, child(inside), point, **more)


def test_nobody_agrees_for_somebody_elses_contact(inside: Cast) -> None:
    aunt, _ = an_aunt(inside)
    with pytest.raises(Problem, match="nobody agrees for another"):
        agree(inside, aunt, a_contact(inside, child(inside)), capacity="sponsor")


def test_revoked_is_withdrawn(inside: Cast, hearing: Hearing) -> None:
    given = agree(inside, child(inside), a_contact(inside, child(inside)))
    consents.revoke(consent=given, by=inside.paralegal)
    assert {row.state for row in of_client()} == {"withdrawn"}


def revoke(cast: Cast) -> None:
    ReminderConsent.objects.update(revoked_at=timezone.now(), revoked_by=cast.paralegal)


def never_write_there(cast: Cast) -> None:
    ContactPoint.objects.update(safety="do_not_use")


def retire(cast: Cast) -> None:
    ContactPoint.objects.update(is_current=False)


@pytest.mark.parametrize("change", [revoke, never_write_there, retire])
def test_what_changed_a_second_before_the_letter_is_asked_again(
    inside: Cast, hearing: Hearing, time_machine: Any, change: Callable[[Cast], None]
) -> None:
    agree(inside, child(inside), a_contact(inside, child(inside)))
    week, _day = of_client()
    time_machine.move_to(week.due_at, tick=False)
    change(inside)  # a sweep that had claimed it by then finds the row as it was
    sweep(inside)
    week.refresh_from_db()
    assert week.state == "withdrawn" and week.withdrawn_because.startswith("no consent stands")
    assert not [each for each in outbox.outbox if "child@example.org" in each.to]


def test_an_unsafe_contact_asks_who_tells_the_child_before_anything_is_withdrawn(
    inside: Cast, hearing: Hearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    point = a_contact(inside, child(inside))
    agree(inside, child(inside), point)
    seen: list[set[str]] = []
    opened = todos.open_today

    def looking(**given: Any) -> ToDo:
        seen.append({row.state for row in of_client()})
        return opened(**given)

    monkeypatch.setattr(todos, "open_today", looking)
    contacts.change_rule(point=point, case=inside.case, safety="do_not_use", rule="", by=inside.paralegal)
    assert seen == [{"planned"}], "it was opened while everything was still planned"
    todo = ToDo.objects.get()
    assert (todo.kind, todo.due_on, todo.hearing) == ("who_tells_the_child", dt.date(2026, 11, 22), hearing)
    assert {row.state for row in of_client()} == {"withdrawn"}
    todos.do(todo=todo, outcome="Okafor calls the school at three.", by=inside.paralegal)
    with pytest.raises(Problem, match="already done"):
        todos.do(todo=todo, outcome="Again.", by=inside.paralegal)


def test_a_sponsor_who_becomes_adverse_is_written_to_no_more_and_somebody_tells_the_child(
    inside: Cast, hearing: Hearing
) -> None:
    aunt, placed = an_aunt(inside)
    agree(inside, aunt, a_contact(inside, aunt, value="aunt@example.org"), capacity="sponsor")
    own = agree(inside, child(inside), a_contact(inside, child(inside)))
    sponsors.change_standing(
        sponsorship=placed, version=placed.version, case=inside.case, standing="adverse", reason="Invented.",
        by=inside.paralegal,
    )  # fmt: skip
    assert {row.state for row in of_client().filter(contact__person=aunt)} == {"withdrawn"}
    assert {row.state for row in of_client().filter(contact=own.contact)} == {"planned"}, (
        "the child's own stand"
    )
    assert ToDo.objects.get().about.startswith("A sponsor was recorded as adverse")


def test_a_telephone_gets_a_text_in_a_file_and_in_production_a_loud_refusal(
    inside: Cast, hearing: Hearing, settings: Any, tmp_path: Any
) -> None:
    point = a_contact(inside, child(inside), kind="phone", value="713-555-0142")
    agree(inside, child(inside), point)
    week, day = of_client()
    assert week.channel == "sms"
    settings.AMPARO_TEXT_FILES = True
    Reminder.objects.filter(pk=week.pk).update(due_at=NOW)
    sweep(inside)
    [text] = (tmp_path / "texts").glob("*.txt")
    assert "Usted tiene una cita" in text.read_text() and "713" not in text.read_text()
    settings.AMPARO_TEXT_FILES = False
    Reminder.objects.filter(pk=day.pk).update(due_at=NOW)
    sweep(inside)
    day.refresh_from_db()
    assert day.state == "escalated" and "No provider" in day.message.answer
