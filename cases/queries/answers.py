"""What is asked of the I-589: what was answered, what the case already knows, and the pages of questions with both."""

import datetime as dt
from dataclasses import dataclass

from cases.access.roles import May
from cases.errors import Missing
from cases.law import countries, honest_dates, i589_form, languages
from cases.law.i589_form import Question, Section
from cases.law.number_words import IN_FULL
from cases.law.reference import UnknownCode
from cases.models import Answer, Case, Client, ContactPoint, Membership, Party, Person, Proceeding

HERE = Answer.Origin
SEASONS = {
    "rainy": "rainy season",
    "dry": "dry season",
    "holy_week": "Holy Week",
    "christmas": "Christmas",
}


@dataclass(frozen=True)
class Known:
    """What the case already knows of an answer: the text as it is typed, and where that stands."""

    text: str
    origin: str


@dataclass(frozen=True)
class Box:
    """One box of the form: the stored answer, or what the case knows, and what differs between the two."""

    question: Question
    row: int
    text: str
    origin: str
    version: int
    is_kept: bool
    known: Known | None

    @property
    def name(self) -> str:
        """The name of its field."""
        return f"{self.question.key}_{self.row}"

    @property
    def origin_in_words(self) -> str:
        """Where the text came from."""
        return str(HERE(self.origin).label) if self.text else ""

    @property
    def differs(self) -> str:
        """What the case's record says instead; empty where the two agree or one is silent."""
        if not (self.is_kept and self.known and self.text) or self.known.text == self.text:
            return ""
        return self.known.text


@dataclass(frozen=True)
class Part:
    """A section of the form with how much of it is answered."""

    section: Section
    answered: int
    of: int


def applicants(*, case: Case) -> list[Person]:
    """Return the respondents of a case, the lead first."""
    parties = case.parties.filter(part=Party.Part.RESPONDENT).select_related("person")
    return [each.person for each in parties.order_by("-is_lead", "pk")]


def applicant(*, case: Case, pk: int) -> Person:
    """Return one respondent, or raise Missing."""
    for each in applicants(case=case):
        if each.pk == pk:
            return each
    raise Missing("There is no such respondent in this case.")


def section(key: str) -> Section:
    """Return a section of the form, or raise Missing: it stands in an address that anybody can type."""
    try:
        return i589_form.form().section(key)
    except UnknownCode as unknown:
        raise Missing(unknown.sentence) from unknown


def for_case_page(*, case: Case, member: Membership) -> int:
    """Return how many answers of the I-589 a case keeps; nothing is opened. One query."""
    values = Answer.objects.visible_to(member).filter(case=case).values_list("value", flat=True)
    return sum(bool(each) for each in values)


def parts(*, case: Case, person: Person, member: Membership) -> list[Part]:
    """Return the sections with how many of their questions one applicant has answered."""
    kept = {each.question for each in _stored(case, person, member).values() if each.value}
    form = i589_form.form()
    return [
        Part(each, len(kept & {q.key for q in form.of_section(each.key)}), len(form.of_section(each.key)))
        for each in form.sections
    ]


def boxes(*, case: Case, person: Person, section: str, member: Membership, address: str = "") -> list[Box]:
    """Return the boxes of a section: what was answered, else what the case already knows, marked as such.

    ``address`` is the applicant's recorded one, once it was opened. Who may not reveal addresses gets no box for them.
    """
    stored = _stored(case, person, member)
    known = known_of(case=case, person=person)
    if address:
        known["address", 0] = Known(address, HERE.CONTACT)
    found = []
    for question in i589_form.form().of_section(section):
        if question.kind == "address" and not member.may(May.REVEAL):
            continue
        for row in range(question.rows):
            offered = known.get((question.prefill, row)) if question.prefill else None
            found.append(_box(question, row, stored.get((question.key, row)), offered))
    return found


def _box(question: Question, row: int, answer: Answer | None, offered: Known | None) -> Box:
    if answer is not None:
        text, origin, version = shown(question, answer), answer.origin, answer.version
    else:
        text, origin = (offered.text, offered.origin) if offered else ("", str(HERE.TYPED))
        version = 0
    return Box(question, row, text, origin, version, is_kept=answer is not None, known=offered)


def shown(question: Question, answer: Answer) -> str:
    """Return a stored answer as it is typed in its box."""
    value = answer.value.reveal()
    return typed_date(value) if question.kind == "date" and value else value


def typed_date(value: str) -> str:
    """Return a stored date as it is typed: 3/14/2021, March 2021, about 2021, age 12, rainy season of 2019."""
    stated = honest_dates.read_back(value)
    words = {
        "day": f"{stated.month}/{stated.day}/{stated.year}",
        "age": f"age {stated.age}",
        "season": f"{SEASONS.get(stated.season, stated.season)} of {stated.year}",
        "year": str(stated.year),
        "month": f"{IN_FULL[stated.month - 1]} {stated.year}",
    }
    return f"{'about ' if stated.is_about else ''}{words.get(stated.how, '')}"


def known_of(*, case: Case, person: Person) -> dict[tuple[str, int], Known]:
    """Return what the case's record says, by the name that the form's data calls it by and its row."""
    given = person.given_names.split()
    found = {
        ("last_name", 0): Known(f"{person.first_surname} {person.second_surname}".strip(), HERE.PERSON),
        ("first_name", 0): Known(given[0] if given else "", HERE.PERSON),
        ("middle_name", 0): Known(" ".join(given[1:]), HERE.PERSON),
        ("other_names", 0): Known(person.preferred_name, HERE.PERSON),
        ("sex", 0): Known(person.gender if person.gender in ("male", "female") else "", HERE.PERSON),
        ("birthplace", 0): Known(person.birthplace, HERE.PERSON),
        ("birth_date", 0): Known(_day(person.birth_date), HERE.PERSON),
        ("nationality", 0): Known(_nationality(person.nationality), HERE.PERSON),
        ("language", 0): Known(_languages(person.languages[:1]), HERE.PERSON),
        ("other_languages", 0): Known(_languages(person.languages[1:]), HERE.PERSON),
        ("proceedings", 0): Known("now" if _in_court(case) else "", HERE.PROCEEDING),
        **_entry(person),
        **_family(case, person),
    }
    return {key: each for key, each in found.items() if each.text}


def _entry(person: Person) -> dict[tuple[str, int], Known]:
    client = Client.objects.filter(person=person).first()
    if client is None:
        return {}
    manner = "" if client.manner_of_entry in ("unknown", "not_said") else client.manner_of_entry
    about = "about " if client.last_arrival_certainty == "approximate" else ""
    day = _day(client.last_arrival_on)
    return {
        ("entry_date", 0): Known(f"{about}{day}" if day else "", HERE.ENTRY),
        ("entry_place", 0): Known(client.place_of_entry, HERE.ENTRY),
        ("entry_manner", 0): Known(manner, HERE.ENTRY),
    }


def _family(case: Case, person: Person) -> dict[tuple[str, int], Known]:
    """Mother and father by what the case says of them; other relatives are for the applicant to name."""
    found: dict[tuple[str, int], Known] = {}
    for party in case.parties.select_related("person").order_by("pk"):
        said = f"{party.detail} {party.get_part_display()}".casefold()
        if party.person_id == person.pk or "grand" in said or "step" in said:
            continue
        for part in ("mother", "father"):
            if part in said:
                found.setdefault((part, 0), Known(party.person.name, HERE.FAMILY))
    return found


def address(*, person: Person) -> ContactPoint | None:
    """Return the applicant's own current address, unless it is not to be used. It is opened by ``contacts.reveal``."""
    found: ContactPoint | None = (
        ContactPoint.objects.filter(person=person, kind="address", is_current=True)
        .exclude(safety=ContactPoint.Safety.DO_NOT_USE)
        .order_by("-pk")
        .first()
    )
    return found


def _stored(case: Case, person: Person, member: Membership) -> dict[tuple[str, int], Answer]:
    rows = Answer.objects.visible_to(member).filter(case=case, person=person)
    return {(each.question, each.row): each for each in rows}


def _in_court(case: Case) -> bool:
    return Proceeding.objects.filter(case=case, kind="eoir_removal").exists()


def _day(day: dt.date | None) -> str:
    return f"{day.month}/{day.day}/{day.year}" if day else ""


def _nationality(code: str) -> str:
    try:
        return countries.country(code).english if code else ""
    except UnknownCode:
        return ""


def _languages(codes: list[str]) -> str:
    found = []
    for code in codes:
        try:
            found.append(languages.language(code).name())
        except UnknownCode:
            continue
    return ", ".join(found)
