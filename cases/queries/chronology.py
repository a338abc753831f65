"""What is asked of the chronology: the events in time, one of them with what each source says, and what can be chosen."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from cases.access import scope
from cases.errors import Missing
from cases.law import accounts as told
from cases.law import comparing, honest_dates
from cases.law.accounts import Present, Source
from cases.law.honest_dates import Life, Meaning, Stated
from cases.models import Account, Case, Event, Person
from cases.queries.sources import Sources


@dataclass(frozen=True)
class EventRow:
    """An event as pages show it, everything opened."""

    event: Event
    number: int
    title: str
    when: str  # as it is stated
    days: str  # what that can mean, where it is more than one day
    note: str  # what the reading rests on, or why it cannot be placed
    age: str
    meaning: Meaning
    place: str
    people: tuple[Present, ...]
    sources: tuple[Source, ...] = ()

    @property
    def is_placed(self) -> bool:
        """Whether it has a place in time."""
        return bool(self.meaning.all)


@dataclass(frozen=True)
class AccountRow:
    """What one source says, as pages show it: label and words of each thing it says."""

    account: Account
    source: Source
    says: list[tuple[str, str]]
    is_behind: bool


@dataclass(frozen=True)
class Chronology:
    """The events of a case: those that have a place in time, in order, then the others as they were told."""

    placed: list[EventRow]
    unplaced: list[EventRow]
    life: Life
    lead: Person | None

    @property
    def rows(self) -> list[EventRow]:
        """All of them."""
        return self.placed + self.unplaced


def visible(*, case: Case, member: scope.Member) -> QuerySet[Event]:
    """Return the events of a case that stand, as they were told."""
    found: QuerySet[Event] = Event.objects.visible_to(member).filter(case=case, struck_at=None)
    return found.order_by("position", "pk")


def for_case_page(*, case: Case, member: scope.Member) -> int:
    """Return how many events stand in a case's chronology. One query."""
    return visible(case=case, member=member).count()


def event(*, case: Case, pk: int, member: scope.Member) -> Event:
    """Return one event that stands, or raise Missing."""
    found = visible(case=case, member=member).filter(pk=pk).first()
    if found is None:
        raise Missing("There is no such event in this chronology.")
    found.case = case
    return found


def account(*, case: Case, pk: int, member: scope.Member) -> Account:
    """Return what a source says, or raise Missing."""
    rows = Account.objects.visible_to(member).filter(case=case, pk=pk, struck_at=None)
    found: Account | None = _whole(rows).first()
    if found is None:
        raise Missing("There is no such source of this case.")
    return found


def accounts(*, case: Case, member: scope.Member) -> list[Account]:
    """Return everything that sources of a case are said to say. One query."""
    rows = Account.objects.visible_to(member).filter(case=case, struck_at=None)
    return list(_whole(rows).order_by("pk"))


def life(*, case: Case) -> tuple[Life, Person | None]:
    """Return the birth date and country by which the lead respondent's ages and seasons are read."""
    party = case.parties.filter(is_lead=True).select_related("person").first()
    return (life_of(party.person), party.person) if party else (Life(), None)


def life_of(person: Person) -> Life:
    """Return what ages and seasons of this person are read by."""
    return Life(person.birth_date, person.birth_date_certainty, person.nationality)


def chronology(*, case: Case, member: scope.Member, sources: Sources | None = None) -> Chronology:
    """Return the chronology of a case; with ``sources``, each event with what points at it."""
    here, lead = life(case=case)
    events = list(visible(case=case, member=member))
    pointing: dict[int, list[Source]] = {}
    for each in accounts(case=case, member=member) if sources else []:
        if each.event_id and sources:
            pointing.setdefault(each.event_id, []).append(sources.of(each))
    titles = {str(each.pk): each.title.reveal() for each in events}
    stated = {str(each.pk): honest_dates.read_back(each.happened.reveal()) for each in events}
    rows = [_row(each, stated, titles, here, tuple(pointing.get(each.pk, ()))) for each in events]
    placed = sorted((row for row in rows if row.is_placed), key=_in_time)
    unplaced = [row for row in rows if not row.is_placed]
    return Chronology(
        [_numbered(row, number) for number, row in enumerate(placed, 1)],
        [_numbered(row, number) for number, row in enumerate(unplaced, len(placed) + 1)],
        here,
        lead,
    )


def says(*, event: Event, sources: Sources, member: scope.Member) -> list[AccountRow]:
    """Return what each source says of an event."""
    rows = [each for each in accounts(case=event.case, member=member) if each.event_id == event.pk]
    titles = {str(each.pk): each.title.reveal() for each in visible(case=event.case, member=member)}
    return [account_row(each, sources, titles) for each in rows]


def account_row(account: Account, sources: Sources, titles: dict[str, str]) -> AccountRow:
    """Return an account as pages show it."""
    when = honest_dates.read_back(account.happened.reveal())
    people = told.read_people(account.people.reveal())
    said = [
        (
            "When",
            comparing.date_in_words(when, lambda key: titles.get(key, "another event")) if when.how else "",
        ),
        ("Age", str(account.age) if account.age is not None else ""),
        ("Where", account.place.reveal()),
        ("Who was there", "; ".join(comparing.person_in_words(each) for each in people)),
        ("Nobody else", "It says so." if account.says_nobody_else else ""),
        ("How often", str(account.times) if account.times is not None else ""),
        ("How many did it", str(account.count) if account.count is not None else ""),
        ("Reported", account.get_reported_display() if account.reported else ""),
        ("Says", account.value.reveal()),
        ("In its words", account.words.reveal()),
    ]
    shown = [(label, words) for label, words in said if words]
    return AccountRow(account, sources.of(account), shown, sources.changed_since(account))


def stands(event: Event) -> dict[str, object]:
    """Return what an event's form begins with."""
    when = honest_dates.read_back(event.happened.reveal())
    return {
        "title": event.title.reveal(),
        "story": event.story.reveal(),
        "place": event.place.reveal(),
        "harm": event.harm.reveal(),
        "reported": event.reported,
        "report_answer": event.report_answer.reveal(),
        **date_stands(when),
        **people_stand(told.read_people(event.people.reveal())),
    }


def account_stands(account: Account) -> dict[str, object]:
    """Return what the form of an account begins with."""
    return {
        "words": account.words.reveal(),
        "age_said": account.age,
        "place": account.place.reveal(),
        "says_nobody_else": account.says_nobody_else,
        "times": account.times,
        "count": account.count,
        "reported": account.reported,
        "value": account.value.reveal(),
        **date_stands(honest_dates.read_back(account.happened.reveal())),
        **people_stand(told.read_people(account.people.reveal())),
    }


def date_stands(when: Stated) -> dict[str, object]:
    """Return a stated date as the boxes of a form have it."""
    return {
        "how": when.how,
        "year": when.year or None,
        "month": when.month or "",
        "day": when.day or None,
        "season": when.season,
        "age": when.age if when.how == "age" else None,
        "other": when.other,
        "is_about": when.is_about,
        "when_words": when.words,
    }


def people_stand(people: tuple[Present, ...]) -> dict[str, object]:
    """Return people as the boxes of a form have them."""
    found: dict[str, object] = {"people_rows": len(people)}
    for number, one in enumerate(people):
        found |= {f"name_{number}": one.name, f"role_{number}": one.role, f"gang_{number}": one.gang}
    return found


def _whole(rows: QuerySet[Account]) -> QuerySet[Account]:
    return rows.select_related(
        "about", "declaration__declarant", "document", "answer__person", "session__person", "event"
    )


def _row(
    event: Event, stated: dict[str, Stated], titles: dict[str, str], life: Life, sources: tuple[Source, ...]
) -> EventRow:
    when = stated[str(event.pk)]
    meaning = _meaning(when, stated, life, frozenset())
    days = honest_dates.in_words(meaning)
    words = comparing.date_in_words(when, lambda key: titles.get(key, "another event"))
    if when.how in ("day", "month", "year") and not when.is_about:
        days = ""  # it says itself which days it means
    return EventRow(
        event=event,
        number=0,
        title=titles[str(event.pk)],
        when=words,
        days=days,
        note=meaning.by or meaning.because,
        age=honest_dates.ages(meaning, life.born),
        meaning=meaning,
        place=event.place.reveal(),
        people=told.read_people(event.people.reveal()),
        sources=sources,
    )


def _meaning(when: Stated, stated: dict[str, Stated], life: Life, seen: frozenset[str]) -> Meaning:
    def other(key: str) -> Meaning:
        if key in seen or key not in stated:
            return Meaning(because="The other event has no date.")
        return _meaning(stated[key], stated, life, seen | {key})

    return honest_dates.meaning(when, life, other)


def _in_time(row: EventRow) -> tuple[dt.date, dt.date, int]:
    """By the first day that it can mean; what is only known to be before something, by its last."""
    spans = row.meaning.spans or row.meaning.also
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    return (last if first == dt.date.min else first, last, row.event.position)


def _numbered(row: EventRow, number: int) -> EventRow:
    return EventRow(**{**row.__dict__, "number": number})
