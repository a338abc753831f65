"""People recorded and corrected: what is refused, what is kept, and what the trail says of it."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from cases.actions import casework, contacts, people, sponsors
from cases.errors import Conflict, NotPermitted, Problem
from cases.models import AuditEvent, Deadline, Person
from tests.make import Cast


def test_the_trail_names_fields_and_never_what_they_said(inside: Cast) -> None:
    who = people.record_person(
        case=inside.case, part="relative", by=inside.paralegal, given_names="Zoila", a_number="A 75-778-333"
    )
    event = AuditEvent.objects.get(verb="person.record", object_id=who.pk)
    assert event.detail == {"part": "relative", "fields": ["a_number", "given_names"]}
    assert who.a_number == "075778333", "eight digits are kept as nine"
    row = Person.objects.filter(pk=who.pk).values_list("a_number_hash", flat=True).get()
    assert row and "075778333" not in row


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"given_names": " "}, "given_names"),
        ({"birth_date": dt.date(2190, 1, 1), "birth_date_certainty": "exact"}, "birth_date"),
        ({"birth_date": dt.date(1812, 1, 1), "birth_date_certainty": "exact"}, "birth_date"),
        ({"birth_date": None, "birth_date_certainty": "exact"}, "birth_date_certainty"),
        ({"a_number": "1234567"}, "a_number"),
        ({"a_number": "200123456"}, "a_number"),
        ({"languages": ["mam", "xxx"]}, "languages"),
        ({"nationality": "QQ"}, "nationality"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(
    inside: Cast, facts: people.PersonFacts, field: str
) -> None:
    before = Person.objects.count(), AuditEvent.objects.count()
    wanted: people.PersonFacts = {"given_names": "Zoila", **facts}
    with pytest.raises(Problem) as refused:
        people.record_person(case=inside.case, part="relative", by=inside.paralegal, **wanted)
    assert refused.value.field == field
    assert (Person.objects.count(), AuditEvent.objects.count()) == before


def test_a_version_that_moved_on_is_a_conflict_and_changes_nothing(inside: Cast) -> None:
    who = inside.case.parties.get().person
    people.change_person(person=who, version=1, case=inside.case, by=inside.attorney, birthplace="La Guama")
    with pytest.raises(Conflict), transaction.atomic():
        people.change_person(person=who, version=1, case=inside.case, by=inside.paralegal, birthplace="Tela")
    assert Person.objects.get(pk=who.pk).birthplace == "La Guama"


def test_a_role_without_the_right_changes_nothing(inside: Cast) -> None:
    who = inside.case.parties.get().person
    with pytest.raises(NotPermitted, match="social worker"):
        people.change_person(person=who, version=1, case=inside.case, by=inside.social_worker, birthplace="x")


def test_nobody_arrives_before_birth_or_tomorrow(inside: Cast) -> None:
    client = inside.case.parties.get().person.client_role
    for day, sentence in ((dt.date(2009, 1, 1), "was born"), (dt.date(2190, 1, 1), "has not come yet")):
        with pytest.raises(Problem, match=sentence):
            people.change_client(
                client=client, version=1, case=inside.case, by=inside.paralegal, last_arrival_on=day
            )


def test_a_corrected_arrival_moves_the_date_that_follows_from_it(inside: Cast) -> None:
    client = inside.case.parties.get().person.client_role
    arrived = timezone.localdate() - dt.timedelta(days=100)
    people.change_client(
        client=client, version=1, case=inside.case, by=inside.paralegal, last_arrival_on=arrived
    )
    first = Deadline.objects.get(case=inside.case, state="open", rule="I589_ONE_YEAR")
    later = arrived + dt.timedelta(days=30)
    people.change_client(
        client=client, version=2, case=inside.case, by=inside.paralegal, last_arrival_on=later
    )
    second = Deadline.objects.get(case=inside.case, state="open", rule="I589_ONE_YEAR")
    first.refresh_from_db()
    assert second.pk != first.pk and first.state == "superseded" and first.superseded_by == second
    assert second.act_by and first.act_by and second.act_by > first.act_by


def test_a_sponsor_turned_adverse_keeps_when_and_why(inside: Cast) -> None:
    minor = inside.case.parties.get().person.minor_role
    aunt = people.record_person(case=inside.case, part="sponsor", by=inside.paralegal, given_names="Rosa")
    placed = sponsors.place(minor=minor, person=aunt, case=inside.case, by=inside.paralegal, category="2B")
    turned = sponsors.change_standing(
        sponsorship=placed, version=1, case=inside.case, standing="adverse", by=inside.paralegal,
        since=dt.date(2026, 11, 2), reason="Asked for wages",
    )  # fmt: skip
    assert turned.adverse_since == dt.date(2026, 11, 2)
    assert str(turned.adverse_reason) == "••••" and turned.adverse_reason == "Asked for wages"
    event = AuditEvent.objects.get(verb="sponsorship.change_standing")
    assert event.detail == {"was": "unclear", "now": "adverse"}


def test_a_release_before_the_last_arrival_is_refused_with_both_dates(inside: Cast) -> None:
    child = inside.case.parties.get().person
    client, by = child.client_role, inside.paralegal
    people.change_client(
        client=client, version=1, case=inside.case, by=by, last_arrival_on=dt.date(2026, 9, 3)
    )
    aunt = people.record_person(case=inside.case, part="sponsor", by=by, given_names="Rosa")
    with pytest.raises(Problem) as refused, transaction.atomic():
        sponsors.place(
            minor=child.minor_role, person=aunt, case=inside.case, by=by, released_on=dt.date(2026, 9, 2)
        )
    assert refused.value.field == "released_on"
    assert "Wed 2 Sep 2026 lies before the last arrival" in refused.value.sentence
    assert "Thu 3 Sep 2026" in refused.value.sentence
    same_day = dt.date(2026, 9, 3)
    assert sponsors.place(
        minor=child.minor_role, person=aunt, case=inside.case, by=by, released_on=same_day
    ).pk


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("713 555 01", "has 8 digits; a telephone number has at least 10"), ("+502 55", "has 5 digits")],
)
def test_a_telephone_number_that_cannot_be_dialled_is_refused(
    inside: Cast, typed: str, sentence: str
) -> None:
    who = inside.case.parties.get().person
    for kind in ("phone", "whatsapp"):
        with pytest.raises(Problem, match=sentence) as refused, transaction.atomic():
            contacts.add(person=who, case=inside.case, kind=kind, value=typed, by=inside.paralegal)
        assert refused.value.field == "value"


@pytest.mark.parametrize("typed", ["(713) 555-0142", "+502 5555 01"])
def test_a_number_with_its_area_code_or_its_country_is_taken(inside: Cast, typed: str) -> None:
    who = inside.case.parties.get().person
    point = contacts.add(person=who, case=inside.case, kind="phone", value=typed, by=inside.paralegal)
    point.refresh_from_db()
    assert point.value == typed


def test_intake_is_assigned_to_whoever_began_it_and_numbered_without_gaps(inside: Cast) -> None:
    first = casework.open_intake(by=inside.coordinator, given_names="Ana", birth_date=dt.date(2015, 1, 1),
                                 birth_date_certainty="approximate")  # fmt: skip
    second = casework.open_intake(by=inside.paralegal, given_names="Eva")
    assert int(second.reference[-4:]) == int(first.reference[-4:]) + 1
    assert first.assignments.get().membership == inside.coordinator
    assert hasattr(first.parties.get().person, "minor_role")
    assert not hasattr(second.parties.get().person, "minor_role")
    assert not Deadline.objects.filter(case=first).exists(), "dates wait until the intake is finished"
