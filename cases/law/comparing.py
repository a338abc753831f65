"""How two statements of one aspect are compared: dates, places, names, numbers, people, choices. Pure, symmetric, no guesses."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.law import honest_dates, names, places, seasons, wording
from cases.law.accounts import Account, FactKind, Present
from cases.law.honest_dates import How, Meaning, Stated, Verdict
from cases.law.number_words import IN_FULL, fold

# Aspects that a contradiction can be of; each is a kind that a finding bears.
DATE, AGE, PLACE, NAME, SPELLING = "date", "age", "place", "name", "spelling"
NUMBER, ORDER, PEOPLE, ENTRY, ADDRESS = "number", "order", "people", "entry", "address"
REPORT, OTHER, LANGUAGE, VERSION = "report", "other", "language", "version"

REPORTED = {"yes": True, "by_another": True, "no": False, "afraid": False}
# Names under which one gang goes, folded; anything else is compared as it stands.
GANGS = {
    "ms": "ms-13", "ms13": "ms-13", "ms 13": "ms-13", "mara salvatrucha": "ms-13", "salvatrucha": "ms-13",
    "la trece": "ms-13", "la 13": "ms-13", "18": "18", "la 18": "18", "barrio 18": "18", "18th street": "18",
    "la dieciocho": "18", "mara 18": "18", "los dieciocho": "18", "pandilla 18": "18", "m18": "18",
}  # fmt: skip

Answer = tuple[Verdict, str, str]  # verdict, why, kind of finding ("" for the aspect's own)


@dataclass(frozen=True, slots=True)
class Statement:
    """One aspect of one account. Equal statements of several sources are one side; ``words`` is what is shown."""

    aspect: str
    words: str
    value: Any
    mark: str = ""  # what tells a hidden value from another; never shown


Dated = Callable[[Account, Stated], Meaning]


def statements(account: Account, dated: Dated, called: Callable[[str], str]) -> Iterator[Statement]:
    """Yield what an account states, aspect by aspect. ``dated`` gives the days of a date, ``called`` an event's words."""
    if account.when.how:
        words = date_in_words(account.when, called)
        yield Statement(DATE, words, (account.when, dated(account, account.when)))
    if account.age is not None:
        at = Stated(How.AGE, age=account.age)
        yield Statement(DATE, date_in_words(at, called), (at, dated(account, at)))
    if account.place:
        yield Statement(PLACE, account.place, account.place)
    if account.people:
        said = "; ".join(person_in_words(each) for each in account.people)
        only = ", and nobody else" if account.says_nobody_else else ""
        yield Statement(PEOPLE, f"{said}{only}", (account.people, account.says_nobody_else))
    if account.times is not None:
        yield Statement(NUMBER, "once" if account.times == 1 else f"{account.times} times", account.times)
    if account.count is not None:
        yield Statement(
            "count", f"{account.count} {'person' if account.count == 1 else 'people'}", account.count
        )
    if account.reported:
        yield Statement(REPORT, account.value_in_words or account.reported, account.reported)
    if account.fact not in (FactKind.EVENT, FactKind.DATE, FactKind.PLACE) and account.value:
        words = (
            "(hidden: open it where it is recorded)"
            if account.hidden
            else account.value_in_words or account.value
        )
        mark = account.value if account.hidden else ""
        yield Statement(account.fact.value, words, account.value, mark)


def compare(a: Statement, b: Statement) -> Answer:
    """Return verdict, reason and kind of two statements of one aspect. The order of the two changes nothing."""
    if a.value == b.value:
        return Verdict.AGREE, "", ""
    return _BY_ASPECT[a.aspect](a.value, b.value)


def date_in_words(stated: Stated, called: Callable[[str], str]) -> str:
    """Return a stated date as a reader says it; the declarant's own words come behind it in quotation marks."""
    plain = _date_in_words(stated, called)
    if stated.is_about:
        plain = f"about {plain}"
    return f"{plain} (“{stated.words}”)" if stated.words else plain


def _date_in_words(stated: Stated, called: Callable[[str], str]) -> str:
    if stated.how == How.DAY:
        return wording.day(date(stated.year, stated.month, stated.day))
    if stated.how == How.MONTH:
        return f"{IN_FULL[stated.month - 1]} {stated.year}"
    if stated.how == How.SEASON:
        return f"{seasons.NAMES[stated.season]}, {stated.year}"
    if stated.how == How.AGE:
        return f"at the age of {stated.age}"
    if stated.how in (How.BEFORE, How.AFTER):
        return f"{stated.how}: {called(stated.other)}"
    return str(stated.year) if stated.how == How.YEAR else "not known when"


def person_in_words(person: Present) -> str:
    """Return somebody who was there as a line: name, part, gang."""
    beside = ", ".join(each for each in (person.role, person.gang) if each)
    return f"{person.name or 'somebody without a name'} ({beside})" if beside else person.name


def _dates(a: tuple[Stated, Meaning], b: tuple[Stated, Meaning]) -> Answer:
    if a[0].how == b[0].how == How.AGE and not (a[0].is_about or b[0].is_about):
        if a[0].age == b[0].age:
            return Verdict.AGREE, "", ""
        return Verdict.CONTRADICT, "They give two ages.", AGE
    if {a[0].how, b[0].how} == {How.BEFORE, How.AFTER} and a[0].other == b[0].other:
        return Verdict.CONTRADICT, "One says before, the other after.", ORDER
    verdict, because = honest_dates.compare(a[1], b[1])
    kind = AGE if How.AGE in (a[0].how, b[0].how) else DATE
    return verdict, because, kind


def _places(a: str, b: str) -> Answer:
    verdict, because = places.compare(a, b)
    spelling = verdict == Verdict.CONTRADICT and places.is_spelling(a, b)
    return verdict, because, SPELLING if spelling else PLACE


def _names(a: str, b: str) -> Answer:
    how = names.compare(a, b)
    if how in (names.Likeness.SAME, names.Likeness.PART):
        return Verdict.AGREE, "", ""
    if how == names.Likeness.UNKNOWN:
        return Verdict.CANNOT_TELL, "One of them is no name.", ""
    if how == names.Likeness.OTHER:
        return Verdict.CONTRADICT, "They are two names.", NAME
    because = "They may be two spellings of one name."
    if how == names.Likeness.ORDER:
        because = "They are the same names in another order."
    return Verdict.CONTRADICT, because, SPELLING


def _numbers(_a: int, _b: int) -> Answer:
    return Verdict.CONTRADICT, "They give two numbers.", NUMBER


def _addresses(a: str, b: str) -> Answer:
    return (*places.compare_addresses(a, b), ADDRESS)


def _choices(_a: str, _b: str) -> Answer:
    return Verdict.CONTRADICT, "They say two different things.", OTHER


def _texts(a: str, b: str) -> Answer:
    if fold(a).split() == fold(b).split():
        return Verdict.AGREE, "", ""
    return Verdict.CANNOT_TELL, "Both are free words: Amparo does not read what they mean.", ""


def _reports(a: str, b: str) -> Answer:
    one, two = REPORTED.get(a), REPORTED.get(b)
    if one is None or two is None:
        return Verdict.CANNOT_TELL, "One does not know whether it was reported.", ""
    if one == two:
        return Verdict.AGREE, "", ""
    return Verdict.CONTRADICT, "One says that it was reported, the other that it was not.", REPORT


def _people(a: tuple[tuple[Present, ...], bool], b: tuple[tuple[Present, ...], bool]) -> Answer:
    """Somebody left out is a contradiction only where the other says that nobody else was there."""
    more_a, more_b = _beyond(a[0], b[0]), _beyond(b[0], a[0])
    for here, there in ((a[0], b[0]), (b[0], a[0])):
        for one in here:
            likeness = [names.compare(one.name, other.name) for other in there]
            if names.Likeness.SPELLING in likeness and names.Likeness.SAME not in likeness:
                return Verdict.CONTRADICT, "They may be two spellings of one person's name.", SPELLING
    if (more_a and b[1]) or (more_b and a[1]):
        return (
            Verdict.CONTRADICT,
            "One says that nobody else was there, and the other names somebody else.",
            PEOPLE,
        )
    if why := _parts(a[0], b[0]):
        return Verdict.CONTRADICT, why, PEOPLE
    if more_a or more_b:
        return (
            Verdict.CANNOT_TELL,
            "One names somebody whom the other leaves out without saying who else was there.",
            "",
        )
    return Verdict.AGREE, "", ""


def _beyond(these: tuple[Present, ...], those: tuple[Present, ...]) -> list[Present]:
    """The named people of one side whom the other does not name."""
    alike = (names.Likeness.SAME, names.Likeness.PART, names.Likeness.ORDER, names.Likeness.SPELLING)
    return [
        one
        for one in these
        if names.parts(one.name) and not any(names.compare(one.name, other.name) in alike for other in those)
    ]


def _parts(these: tuple[Present, ...], those: tuple[Present, ...]) -> str:
    """Why the part or the gang of one and the same person differs; empty where it does not."""
    alike = (names.Likeness.SAME, names.Likeness.PART)
    for one in these:
        for other in those:
            same = names.compare(one.name, other.name) in alike
            if same and one.gang and other.gang and gang(one.gang) != gang(other.gang):
                return "They give one person two gangs."
            if same and one.role and other.role and one.role != other.role:
                return "They give one person two parts."
    return "" if _same_gangs(these, those) else "They name two gangs."


def _same_gangs(these: tuple[Present, ...], those: tuple[Present, ...]) -> bool:
    here, there = ({gang(each.gang) for each in side if each.gang} for side in (these, those))
    return not here or not there or bool(here & there)


def gang(name: str) -> str:
    """Return the name under which a gang is compared: la 18 and Barrio 18 are one."""
    words = " ".join("".join(each if each.isalnum() else " " for each in fold(name)).split())
    return GANGS.get(words, words)


_BY_ASPECT: dict[str, Callable[[Any, Any], Answer]] = {
    DATE: _dates,
    PLACE: _places,
    NAME: _names,
    NUMBER: _numbers,
    "count": _numbers,
    PEOPLE: _people,
    REPORT: _reports,
    ADDRESS: _addresses,
    "choice": _choices,
    "text": _texts,
}
