"""Finds where sources contradict each other, and says what could not be compared. It proposes no date and no wording.

Sources that state the same stand on one side together. Sides are ordered by what they say, never by which is right.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cases.law import comparing, honest_dates
from cases.law.accounts import Account, Source
from cases.law.comparing import Statement
from cases.law.honest_dates import Meaning, Stated, Verdict

ASK = "Ask the declarant."
KINDS = {
    comparing.DATE: "Dates",
    comparing.AGE: "Age",
    comparing.PLACE: "Places",
    comparing.NAME: "Names",
    comparing.SPELLING: "Spellings",
    comparing.NUMBER: "Numbers",
    comparing.ORDER: "Order of events",
    comparing.PEOPLE: "Who was there",
    comparing.ENTRY: "Entry",
    comparing.ADDRESS: "Addresses",
    comparing.REPORT: "Report to the police",
    comparing.LANGUAGE: "Two languages of a paragraph",
    comparing.VERSION: "Versions of a declaration",
    comparing.OTHER: "Other facts",
}
# What no comparison here reads, said on every page of findings.
NEVER = (
    "What free sentences mean: only numbers, months and weekdays are read in them, in English and Spanish.",
    "Anything that no source has been entered for: an exhibit is compared only as far as somebody wrote down what it says.",
    "Whether something is true. Two sources that agree may both be wrong.",
)


@dataclass(frozen=True, slots=True, order=True)
class Side:
    """What one or several sources say alike."""

    says: str
    sources: tuple[Source, ...]
    mark: str = ""  # what tells a hidden value from another; never shown


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction: two sides of one subject. ``subject`` and ``identity`` name it for good; neither is shown."""

    kind: str
    about: str
    a: Side
    b: Side
    because: str
    subject: str

    @property
    def identity(self) -> str:
        """What it stands and falls with: both sides with their sources."""
        sides = (self.kind, self.subject, *(_name(side) for side in (self.a, self.b)))
        return "\x1f".join(sides)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that could not be compared, and why."""

    about: str
    because: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a comparison gives."""

    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()
    compared: int = 0  # pairs of statements that were held against each other


def find(accounts: Iterable[Account], called: Mapping[str, str]) -> Found:
    """Compare every two accounts of one subject; ``called`` gives each event's words by its key."""
    every = list(accounts)
    dates = _Dates(every)
    findings: list[Finding] = []
    gaps: list[Gap] = []
    compared = 0
    for subject, group in itertools.groupby(sorted(every, key=lambda a: a.subject), key=lambda a: a.subject):
        mine = list(group)
        if len({each.source.key for each in mine}) == 1 and not _speaks_twice(mine):
            gaps.append(Gap(mine[0].what, "Only one source speaks of it.", (mine[0].source.label,)))
            continue
        for one, other in itertools.combinations(_sides(mine, dates, called), 2):
            if one[0].aspect != other[0].aspect:
                continue
            compared += 1
            _judge(subject, mine[0], one, other, findings, gaps)
    findings += _orders(every, dates, findings, called)
    return Found(tuple(sorted(findings, key=_place)), tuple(dict.fromkeys(gaps)), compared)


class _Dates:
    """The days that each account's dates mean; before and after are counted from the same source's date, else any."""

    def __init__(self, accounts: list[Account]) -> None:
        self._accounts = accounts
        self._open: set[tuple[str, str]] = set()

    def of(self, account: Account, stated: Stated) -> Meaning:
        return honest_dates.meaning(
            stated, account.life, lambda other: self._other(other, account.source.group)
        )

    def _other(self, event: str, group: str) -> Meaning:
        if (event, group) in self._open:
            return Meaning(because="The two events are each dated by the other.")
        self._open.add((event, group))
        try:
            told = [a for a in self._accounts if a.subject == event and a.when.how]
            told = [a for a in told if a.source.group == group] or told
            meant = {self.of(account, account.when) for account in told}
            placed = [each for each in meant if each.all]
            if len(placed) == 1:
                return placed[0]
            spans = {span for each in placed for span in each.all}
            by = "Counted from the other event, which is dated in several ways."
            return Meaning((), tuple(sorted(spans)), by, "" if spans else "The other event has no date.")
        finally:
            self._open.discard((event, group))


def _speaks_twice(accounts: list[Account]) -> bool:
    """Whether one source says when it was and how old somebody was, which can contradict each other."""
    return any(account.age is not None and account.when.how for account in accounts)


def _sides(
    accounts: list[Account], dates: _Dates, called: Mapping[str, str]
) -> list[tuple[Statement, tuple[Source, ...]]]:
    """The statements of one subject, each with every source that makes it."""
    found: dict[Statement, list[Source]] = {}
    for account in accounts:
        for said in comparing.statements(account, dates.of, lambda key: called.get(key, "another event")):
            found.setdefault(said, []).append(account.source)
    return [(said, tuple(sorted(set(sources)))) for said, sources in found.items()]


def _judge(
    subject: str,
    account: Account,
    one: tuple[Statement, tuple[Source, ...]],
    other: tuple[Statement, tuple[Source, ...]],
    findings: list[Finding],
    gaps: list[Gap],
) -> None:
    verdict, because, kind = comparing.compare(one[0], other[0])
    a, b = sorted(Side(said.words, told, said.mark) for said, told in (one, other))
    if verdict == Verdict.CONTRADICT:
        if account.area == comparing.ENTRY and kind not in (comparing.SPELLING, comparing.AGE):
            kind = comparing.ENTRY
        named = f"{subject}\x1f{one[0].aspect}"
        findings.append(Finding(kind, account.what, a, b, because, named))
    elif verdict == Verdict.CANNOT_TELL:
        labels = tuple(dict.fromkeys(source.label for side in (a, b) for source in side.sources))
        gaps.append(Gap(f"{account.what}: “{a.says}” and “{b.says}”", because, labels))


def _orders(
    accounts: list[Account], dates: _Dates, findings: list[Finding], called: Mapping[str, str]
) -> list[Finding]:
    """Two events that one source puts in one order and another source in the other.

    Where the dates themselves already contradict, that is the finding, and the order says nothing new.
    """
    known = {
        finding.subject.split("\x1f")[0] for finding in findings if finding.kind in ("date", "age", "order")
    }
    told: dict[tuple[str, str], set[Source]] = {}
    for first, then, source in _claims([a for a in accounts if a.event and a.when.how], dates):
        if first not in known and then not in known:
            told.setdefault((first, then), set()).add(source)
    found = []
    for (first, then), sources in sorted(told.items()):
        against = told.get((then, first), set())
        if first < then and against and {each.group for each in sources} != {each.group for each in against}:
            found.append(_disorder(first, then, sources, against, called))
    return found


def _claims(events: list[Account], dates: _Dates) -> Iterator[tuple[str, str, Source]]:
    """Yield (earlier event, later event, source) for every order that a source states or that its dates leave no doubt of."""
    for one in events:
        if one.when.how == "before":
            yield one.event, one.when.other, one.source
        elif one.when.how == "after":
            yield one.when.other, one.event, one.source
    meant = [(each, dates.of(each, each.when)) for each in events]
    for (one, its), (other, others) in itertools.permutations(meant, 2):
        apart = one.event != other.event and one.source.group == other.source.group
        if apart and honest_dates.earlier(its, others):
            yield one.event, other.event, one.source
            yield one.event, other.event, other.source


def _disorder(
    first: str, then: str, sources: set[Source], against: set[Source], called: Mapping[str, str]
) -> Finding:
    one, other = (called.get(key, "another event") for key in (first, then))
    a, b = sorted(
        (
            Side(f"{one}; then: {other}", tuple(sorted(sources))),
            Side(f"{other}; then: {one}", tuple(sorted(against))),
        )
    )
    subject = f"{first}\x1f{then}\x1f{comparing.ORDER}"
    return Finding(comparing.ORDER, f"{one} / {other}", a, b, "They tell the two in opposite order.", subject)


def _name(side: Side) -> str:
    return "\x1e".join((side.says, side.mark, *(source.key for source in side.sources)))


def _place(finding: Finding) -> tuple[int, str, Side, Side]:
    return (list(KINDS).index(finding.kind), finding.about, finding.a, finding.b)
