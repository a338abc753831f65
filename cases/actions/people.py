"""What is done to the people of a case: recorded, corrected, and their A-number shown when it is needed."""

import datetime as dt
from typing import Any, TypedDict, Unpack, cast

from django.db import connection, transaction
from django.utils import timezone

from cases import vault
from cases.access.roles import May
from cases.actions import audit, deadlines, versions
from cases.errors import Problem
from cases.law import a_numbers, countries, languages, reference, wording
from cases.models import Case, Client, Membership, Minor, Party, Person

OLDEST_YEAR = 1900  # a birth before it is a slip of the pen
ADULT_AT = 21  # 8 USC 1101(b)(1): until then a person's status as a child can matter


class PersonFacts(TypedDict, total=False):
    """What can be recorded about a person; every answer may be missing."""

    given_names: str
    first_surname: str
    second_surname: str
    preferred_name: str
    birth_date: dt.date | None
    birth_date_certainty: str
    gender: str
    nationality: str
    birthplace: str
    languages: list[str]
    a_number: str


class ArrivalFacts(TypedDict, total=False):
    """What can be recorded about a client's last arrival."""

    last_arrival_on: dt.date | None
    last_arrival_certainty: str
    manner_of_entry: str
    place_of_entry: str


@transaction.atomic
def record_person(
    *,
    case: Case,
    part: str,
    by: Membership,
    is_lead: bool = False,
    detail: str = "",
    **facts: Unpack[PersonFacts],
) -> Person:
    """Record a person and their part in the case ("respondent", "sponsor", "parent", …), and return them.

    Raises Problem, with its field, for a missing name, an impossible birth date, a wrong or taken A-number.
    """
    audit.require(May.EDIT_PEOPLE, by=by)
    person = Person(clinic_id=case.clinic_id)
    _apply(person, facts)
    if not person.given_names:
        raise Problem(
            "A given name is missing. Type at least one, as the person says it.", field="given_names"
        )
    person.save()
    Party.objects.create(
        clinic_id=case.clinic_id, case=case, person=person, part=part, is_lead=is_lead, detail=detail
    )
    audit.write(
        verb="person.record", by=by, case_id=case.pk, object_id=person.pk, part=part, fields=sorted(facts)
    )
    return person


@transaction.atomic
def change_person(
    *, person: Person, version: int, case: Case, by: Membership, **facts: Unpack[PersonFacts]
) -> Person:
    """Correct what is recorded about a person. ``a_number=""`` takes it away; leave it out to keep it.

    Raises Conflict when ``version`` is no longer the person's, and Problem as in ``record_person``.
    """
    audit.require(May.EDIT_PEOPLE, by=by)
    fresh = versions.claim(person, version=version, called=f"what is recorded about {person.called}")
    _apply(fresh, facts)
    if not fresh.given_names:
        raise Problem(
            "A given name is missing. Type at least one, as the person says it.", field="given_names"
        )
    fresh.save()
    audit.write(verb="person.change", by=by, case_id=case.pk, object_id=person.pk, fields=sorted(facts))
    if "birth_date" in facts:
        dates_may_move(person=fresh, by=by)
    return fresh


@transaction.atomic
def reveal_a_number(*, person: Person, case: Case, by: Membership) -> str:
    """Return the A-number in full ("A 079-531-484") and write down who asked; "" when none is known."""
    audit.require(May.REVEAL, by=by)
    audit.write(verb="person.reveal_a_number", by=by, case_id=case.pk, object_id=person.pk)
    return a_numbers.shown(person.a_number.reveal()) if person.a_number else ""


@transaction.atomic
def record_client(*, person: Person, case: Case, by: Membership, **arrival: Unpack[ArrivalFacts]) -> Client:
    """Make the person a client of the clinic, with what is known of their last arrival."""
    audit.require(May.EDIT_PEOPLE, by=by)
    client = Client(clinic_id=person.clinic_id, person=person)
    _apply_arrival(client, arrival)
    client.save()
    audit.write(verb="client.record", by=by, case_id=case.pk, object_id=client.pk, fields=sorted(arrival))
    dates_may_move(person=person, by=by)
    return client


@transaction.atomic
def change_client(
    *, client: Client, version: int, case: Case, by: Membership, **arrival: Unpack[ArrivalFacts]
) -> Client:
    """Correct a client's last arrival. Raises Conflict, or Problem for an impossible date."""
    audit.require(May.EDIT_PEOPLE, by=by)
    fresh = versions.claim(client, version=version, called=f"{client.person.called}'s arrival")
    _apply_arrival(fresh, arrival)
    fresh.save()
    audit.write(verb="client.change", by=by, case_id=case.pk, object_id=client.pk, fields=sorted(arrival))
    dates_may_move(person=client.person, by=by)
    return fresh


@transaction.atomic
def record_minor(*, person: Person, case: Case, by: Membership, state: str = "", note: str = "") -> Minor:
    """Give the person the role of a minor (once), so that statuses and sponsors can be recorded for them."""
    audit.require(May.EDIT_PEOPLE, by=by)
    minor, is_new = Minor.objects.get_or_create(
        person=person, defaults={"clinic_id": person.clinic_id, "state": state, "note": note}
    )
    if is_new:
        audit.write(verb="minor.record", by=by, case_id=case.pk, object_id=minor.pk)
        dates_may_move(person=person, by=by)
    return minor


@transaction.atomic
def change_minor(
    *,
    minor: Minor,
    version: int,
    case: Case,
    by: Membership,
    state: str | None = None,
    note: str | None = None,
) -> Minor:
    """Correct a minor's state of residence or note. Raises Conflict."""
    audit.require(May.EDIT_PEOPLE, by=by)
    fresh = versions.claim(minor, version=version, called=f"{minor.person.called}'s record as a minor")
    fresh.state = fresh.state if state is None else state
    fresh.note = fresh.note if note is None else note
    fresh.save()
    audit.write(verb="minor.change", by=by, case_id=case.pk, object_id=minor.pk)
    dates_may_move(person=minor.person, by=by)
    return fresh


def dates_may_move(*, person: Person, by: Membership) -> None:
    """Bring the deadlines of the person's open cases in line; while an intake runs, they are not worked out."""
    for case in Case.objects.filter(parties__person=person, status=Case.Status.OPEN).distinct():
        deadlines.recompute(case=case, by=by)


def is_under_21(person: Person) -> bool:
    """Say whether the person is under 21 today, as far as the recorded birth date tells."""
    born = person.birth_date
    if born is None:
        return False
    today = timezone.localdate()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < ADULT_AT


def _apply(person: Person, facts: PersonFacts) -> None:
    plain = {key: value for key, value in facts.items() if key not in ("a_number", "languages")}
    for key, value in plain.items():
        setattr(person, key, " ".join(value.split()) if isinstance(value, str) else value)
    if "languages" in facts:
        person.languages = _known_languages(facts["languages"])
    if facts.get("nationality"):
        try:
            person.nationality = countries.country(facts["nationality"]).code
        except reference.UnknownCode as problem:
            raise Problem(problem.sentence, field="nationality") from problem
    _check_birth(person)
    if "a_number" in facts:
        _set_a_number(person, facts["a_number"])


def _check_birth(person: Person) -> None:
    born = person.birth_date
    if born is None:
        if person.birth_date_certainty not in ("unknown", "not_said"):
            raise Problem(
                "There is no birth date to be sure of. Type the date, or choose “Unknown”.",
                field="birth_date_certainty",
            )
        return
    if born > timezone.localdate():
        raise Problem(
            f"{wording.day(born)} has not come yet, so it cannot be a birth date. Check the year.",
            field="birth_date",
        )
    if born.year < OLDEST_YEAR:
        raise Problem(
            f"{wording.day(born)} lies before {OLDEST_YEAR}. Check the year, or choose “Unknown”.",
            field="birth_date",
        )


def _known_languages(codes: list[str]) -> list[str]:
    try:
        return list(dict.fromkeys(languages.language(code).code for code in codes))
    except reference.UnknownCode as problem:
        raise Problem(problem.sentence, field="languages") from problem


def _set_a_number(person: Person, typed: str) -> None:
    if not typed.strip():
        person.a_number = person.a_number_hash = None
        return
    try:
        digits = a_numbers.parse(typed)
    except a_numbers.NotAnANumber as problem:
        raise Problem(problem.sentence, field="a_number") from problem
    found = vault.keyed_hash(digits, purpose="person.a_number")
    _one_at_a_time(found)
    taken = Person.objects.filter(clinic_id=person.clinic_id, a_number_hash=found).exclude(pk=person.pk)
    if taken.exists():
        raise Problem(
            f"{a_numbers.shown(digits)} is already recorded for somebody else in this clinic. Check the digits; "
            "if it is the same person, ask your coordinator to join the two.",
            field="a_number",
        )
    person.a_number, person.a_number_hash = cast("Any", digits), found


def _one_at_a_time(number_hash: str) -> None:
    """Let a second person who types the same number wait for the first, so that they get the sentence too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [number_hash])


def _apply_arrival(client: Client, arrival: ArrivalFacts) -> None:
    for key, value in arrival.items():
        setattr(client, key, value)
    day, born = client.last_arrival_on, client.person.birth_date
    if day is None:
        return
    if day > timezone.localdate():
        raise Problem(
            f"{wording.day(day)} has not come yet, so nobody arrived on it. Check the year.",
            field="last_arrival_on",
        )
    if born and day < born:
        raise Problem(
            f"{wording.day(day)} lies before {client.person.called} was born ({wording.day(born)}). "
            "Correct one of the two.",
            field="last_arrival_on",
        )
    if "last_arrival_certainty" not in arrival and client.last_arrival_certainty == "unknown":
        client.last_arrival_certainty = "exact"
