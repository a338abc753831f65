"""Gathers what every source of a case says, as the comparison takes it: chronology, sources, answers, the record, texts."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from cases.access import scope
from cases.law import accounts as told
from cases.law import honest_dates, i589_form, number_words, told_facts
from cases.law.accounts import Account, FactKind, Source
from cases.law.honest_dates import Life, Stated
from cases.law.inconsistencies import Gap
from cases.law.texts_compared import Written
from cases.models import Account as Row
from cases.models import Answer, Case, Client, ContactPoint, DeclarationVersion, Event, Person, Proceeding
from cases.queries import answers as form
from cases.queries import chronology, drafts
from cases.queries.findings import language_name
from cases.queries.sources import Line, Sources, answer_name, of_answer

REPORTED = {"yes": "It was reported", "by_another": "Somebody else reported it", "no": "It was not reported"}
REPORTED |= {"afraid": "It was not reported, for fear", "unknown": "It is not known whether it was reported"}
TOLD_BY_PAPER = frozenset(("school", "medical", "police", "identity", "juvenile"))


def accounts(*, case: Case, member: scope.Member, sources: Sources) -> list[Account]:
    """Return everything that is said of the events and of the respondents, one account a source."""
    people = form.applicants(case=case)
    life = chronology.life_of(people[0]) if people else Life()
    events = {each.pk: each for each in chronology.visible(case=case, member=member)}
    rows = chronology.accounts(case=case, member=member)
    found = [_of_event(each, life) for each in events.values()]
    for row in rows:
        if row.event_id in events:
            found.append(_of_row(row, events[row.event_id], sources, life))
        elif row.fact:
            found.append(_of_fact(row, sources))
    for person in people:
        found += _of_record(person)
        found += _of_form(person, [each for each in sources.answers.values() if each.person_id == person.pk])
    return found


def both_languages(sources: Sources) -> Iterator[tuple[Written, Written]]:
    """Yield each numbered paragraph in its two languages."""
    for line in sources.lines.values():
        declaration = line.paragraph.declaration
        if line.number and declaration.other_language:
            yield (
                _written(sources, line, declaration.language, line.text),
                _written(sources, line, declaration.other_language, line.other_text),
            )


def versions(sources: Sources) -> list[tuple[Written, Written]]:
    """Return (earlier, present) of each paragraph in each language: the last earlier version whose numbers were others."""
    found: list[tuple[Written, Written]] = []
    for declaration in sources.declarations:
        kept = (
            DeclarationVersion.objects.filter(declaration=declaration).exclude(sha256="").order_by("-number")
        )
        earlier: dict[tuple[UUID, str], list[tuple[int, str]]] = {}
        for version in kept:
            for line in drafts.draft_of(version).lines:
                texts = ((declaration.language, line.text), (declaration.other_language, line.other))
                for code, text in texts:
                    earlier.setdefault((UUID(line.uid), code), []).append((version.number, text))
        for (uid, code), texts_then in earlier.items():
            now = sources.lines.get(uid)
            if now is not None and code in number_words.READ:
                found += _became_other(sources, now, code, texts_then)
    return found


def silent(*, case: Case, sources: Sources, told: list[Account]) -> Iterator[Gap]:
    """Yield what says nothing yet, so that nobody takes an empty list for a good one."""
    speaking = {each.source.key for each in told} | {each.source.group for each in told}
    for line in sources.lines.values():
        codes = (line.paragraph.declaration.language, line.paragraph.declaration.other_language)
        linked = any(f"paragraph:{line.paragraph.uid}:{code}" in speaking for code in codes)
        if line.number and not linked and _dated(line, codes[0]):
            name = f"{sources.declaration_name(line.paragraph.declaration)} ¶ {line.number}"
            yield Gap(name, "It has a year or a month, and points at no event or fact.")
    for pk, (document, title) in sources.documents.items():
        kinds = {each.kind for each in document.exhibits.all()}
        if kinds & TOLD_BY_PAPER and f"document:{pk}" not in speaking:
            yield Gap(title, "Nobody has written down what this exhibit says.")
    for row in Row.objects.filter(case=case, struck_at=None, source="paragraph").select_related(
        "declaration__declarant"
    ):
        if sources.changed_since(row):
            why = "The paragraph changed after somebody wrote down what it says. Read both again."
            yield Gap(sources.of(row).label, why)
    kinds_told = {each.source.kind for each in told}
    in_court = Proceeding.objects.filter(case=case, kind="eoir_removal").exists()
    if in_court and "nta" not in kinds_told:
        yield Gap("The notice to appear", "What it says of the entry is not written down.")
    if not kinds_told & {"credible_fear", "orr", "i213"}:
        yield Gap("Earlier interviews", "No credible-fear, ORR or border record is written down.")
    if "answer" not in kinds_told:
        yield Gap("The I-589", "None of its facts is answered yet.")


def _of_event(event: Event, life: Life) -> Account:
    """The chronology itself: what the clinic wrote down as it was told."""
    title = event.title.reveal()
    ids = (("event", str(event.pk)),)
    return Account(
        source=Source(f"event:{event.pk}", "The chronology", "chronology", "chronology", "event", ids),
        subject=f"event:{event.pk}",
        what=title,
        when=_keyed(honest_dates.read_back(event.happened.reveal())),
        life=life,
        place=event.place.reveal(),
        people=told.read_people(event.people.reveal()),
        reported=event.reported,
        value_in_words=REPORTED.get(event.reported, ""),
    )


def _of_row(row: Row, event: Event, sources: Sources, life: Life) -> Account:
    return Account(
        source=sources.of(row),
        subject=f"event:{event.pk}",
        what=event.title.reveal(),
        when=_keyed(honest_dates.read_back(row.happened.reveal())),
        life=life,
        age=row.age,
        place=row.place.reveal(),
        people=told.read_people(row.people.reveal()),
        says_nobody_else=row.says_nobody_else,
        times=row.times,
        count=row.count,
        reported=row.reported,
        value_in_words=REPORTED.get(row.reported, ""),
    )


def _of_fact(row: Row, sources: Sources) -> Account:
    value = row.value.reveal()
    when = _keyed(honest_dates.read_back(row.happened.reveal()))
    found = fact_account(sources.of(row), row.about, row.fact, value, when)
    return replace(found, place=row.place.reveal(), age=row.age) if found.fact == FactKind.PLACE else found


def fact_account(
    source: Source, person: Person, key: str, value: str, when: Stated, *, hidden: bool = False
) -> Account:
    """Return what a source says of a fact of a person; a place is its ``value`` too."""
    fact = told_facts.fact(key)
    is_place = fact.kind == FactKind.PLACE
    return Account(
        source=source,
        subject=f"fact:{key}:{person.pk}",
        what=f"{fact.label}, {person.called}",
        fact=fact.kind,
        area=fact.area,
        when=when,
        life=chronology.life_of(person) if key != "birth_date" else Life(),
        place=value if is_place else "",
        value="" if is_place else value,
        value_in_words=fact.choices.get(value, value),
        hidden=hidden,
    )


def _of_record(person: Person) -> Iterator[Account]:
    """What is recorded about a respondent on the pages of the case."""
    ids = (("person", str(person.pk)),)
    here = Source(
        f"person:{person.pk}",
        f"The record of {person.called}",
        "record",
        f"record:{person.pk}",
        "person",
        ids,
    )
    nothing = Stated()
    yield fact_account(here, person, "name", person.name, nothing)
    if person.birth_date:
        born = _sure(honest_dates.of_day(person.birth_date), person.birth_date_certainty)
        yield fact_account(here, person, "birth_date", "", born)
    if person.birthplace:
        yield fact_account(here, person, "birthplace", person.birthplace, nothing)
    client = Client.objects.filter(person=person).first()
    if client and client.last_arrival_on:
        arrived = _sure(honest_dates.of_day(client.last_arrival_on), client.last_arrival_certainty)
        yield fact_account(here, person, "entry_date", "", arrived)
    if client and client.place_of_entry:
        yield fact_account(here, person, "entry_place", client.place_of_entry, nothing)
    if client and client.manner_of_entry not in ("unknown", "not_said"):
        yield fact_account(here, person, "entry_manner", client.manner_of_entry, nothing)
    contact: ContactPoint | None = form.address(person=person)
    if contact:
        yield fact_account(here, person, "address", contact.value.reveal(), nothing, hidden=True)


def _of_form(person: Person, rows: list[Answer]) -> Iterator[Account]:
    """What the I-589 states of a fact; the name is put together of its three boxes."""
    first = {each.question: each for each in rows if each.row == 0 and each.value}
    for answer in first.values():
        question = i589_form.form().question(answer.question)
        if question.fact:
            value, when = answer.value.reveal(), Stated()
            if question.kind == "date":
                value, when = "", honest_dates.read_back(value)
            hidden = question.kind == "address"
            yield fact_account(of_answer(answer), person, question.fact, value, when, hidden=hidden)
    named = [first[key] for key in ("first_name", "middle_name", "last_name") if key in first]
    if "last_name" in first and "first_name" in first:
        full = " ".join(each.value.reveal() for each in named)
        source = replace(of_answer(first["last_name"]), label=answer_name(first["last_name"]))
        yield fact_account(source, person, "name", full, Stated())


def _keyed(stated: Stated) -> Stated:
    """The stated date with the key of the other event as the comparison names it."""
    return replace(stated, other=f"event:{stated.other}") if stated.other else stated


def _sure(stated: Stated, certainty: str) -> Stated:
    return replace(stated, is_about=certainty in ("approximate", "disputed"))


def _written(sources: Sources, line: Line, code: str, text: str) -> Written:
    declaration = line.paragraph.declaration
    label = f"{sources.declaration_name(declaration)} ¶ {line.number}"
    ids = (("declaration", str(declaration.pk)),)
    source = Source(
        f"paragraph:{line.paragraph.uid}:{code}",
        f"{label}, {language_name(code)}",
        "paragraph",
        f"declaration:{declaration.pk}",
        "declaration",
        ids,
    )
    return Written(source, label, code, text)


def _became_other(
    sources: Sources, now: Line, code: str, then: list[tuple[int, str]]
) -> Iterator[tuple[Written, Written]]:
    """The newest earlier text of a paragraph that lacks a number of the present one, and has one that this lacks."""
    signed = code == now.paragraph.declaration.language
    present = _written(sources, now, code, now.text if signed else now.other_text)
    here = number_words.mentions(present.text, code)
    for number, text in then:
        there = number_words.mentions(text, code)
        if there.lacks(here) and here.lacks(there):
            source = replace(
                present.source,
                key=f"{present.source.key}:{number}",
                label=f"{present.source.label}, version {number}",
                kind="version",
            )
            yield Written(source, present.label, code, text), present
            return


def _dated(line: Line, code: str) -> bool:
    """Whether the text has a month or a year."""
    if code not in number_words.READ:
        return False
    sure = number_words.mentions(line.text, code).sure
    return any(token.kind == "month" or 1900 <= token.value <= 2100 for token in sure)
