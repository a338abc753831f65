"""The asylum work-permit clock of one applicant, from adjournments and from stops that a person recorded.

8 CFR 208.7(a)(2): days of delay that the applicant asked for or caused do not count. Where nobody has decided whose
delay it was, both readings are computed, and the later date is the one shown: an early application is rejected.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cases.law import adjournments, clock, clock_codes, engine, wording
from cases.law.clock_codes import OPEN, RUNS, STOPS
from cases.law.engine import Result
from cases.law.facts import Interval
from cases.law.problems import FactImpossible

BY_HAND = "Recorded by hand."
SAID = {STOPS: "stops", RUNS: "does not stop"}
BEFORE = "The hearing was put off before the I-589 was received: read whether the applicant's delay went on afterwards."


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjourned:
    """A hearing put off: a stop would run from it to the next hearing; ``until`` is None while there is none.

    ``ruling`` is an attorney's answer about this adjournment (True: it stops the clock); it beats the code's.
    """

    on: date
    until: date | None
    code: str
    ruling: bool | None = None
    ref: str = ""  # the caller's own name for it, carried through


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """A stop that a person recorded: a missed interview, a late biometrics appointment, a letter from USCIS."""

    on: date
    until: date | None
    reason: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """One interval with its name: what it does to the clock, why, and how sure that is."""

    begin: date
    end: date | None
    effect: str  # stops, does not stop, needs a human
    name: str
    because: str
    authority: str
    verification: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the clock's picture: ``offset`` and ``width`` in days from receipt."""

    kind: str  # runs, stopped, open, ahead
    begin: date
    end: date
    offset: int
    width: int


@dataclass(frozen=True, slots=True)
class State:
    """The clock on one day. ``file`` and ``eligible`` take every open question as a stop; ``at_best`` none."""

    received: date
    today: date
    days: int
    days_at_best: int
    stands_since: date | None  # the day from which it stands still today, open questions included
    stops: tuple[Stop, ...]
    file: Result
    eligible: Result
    file_at_best: Result
    eligible_at_best: Result
    segments: tuple[Segment, ...]
    warnings: tuple[str, ...]

    @property
    def questions(self) -> tuple[Stop, ...]:
        """The adjournments that a person must decide."""
        return tuple(stop for stop in self.stops if stop.effect == OPEN)

    @property
    def marks(self) -> tuple[int, ...]:
        """Where the 150th and the 180th counted day stand in the picture, in days from receipt."""
        reached = (self.file.nominal, self.eligible.nominal)
        return tuple((day - self.received).days for day in reached if day is not None)

    @property
    def length(self) -> int:
        """Days that the picture is long."""
        return self.segments[-1].offset + self.segments[-1].width if self.segments else 0


def state(
    *,
    received: date,
    today: date,
    adjourned: Iterable[Adjourned] = (),
    by_hand: Iterable[ByHand] = (),
    denied: date | None = None,
    remanded: date | None = None,
) -> State:
    """The clock of an I-589 received on ``received`` (complete; USCIS receipt or the court's) as of ``today``.

    ``denied`` is a judge's denial; a later remand restores the clock, and USCIS credits the days between (EAD Clock
    Notice, rev. 8/2024). Raises FactImpossible for intervals that end before they begin, UnknownCode for a code.
    """
    stops = stops_of(received=received, adjourned=adjourned, by_hand=by_hand)
    sure = [(stop.begin, stop.end) for stop in stops if stop.effect == STOPS]
    careful = sure + [(stop.begin, stop.end) for stop in stops if stop.effect == OPEN]
    if remanded is not None and (denied is None or remanded < denied):
        raise FactImpossible(f"A remand on {wording.day(remanded)} needs a denial before it.")
    ended = denied if remanded is None else None
    last = min(today, ended) if ended else today
    eligible = _reached("EAD_C8_ELIGIBLE_180", received, careful, ended)
    return State(
        received=received,
        today=today,
        days=clock.days_counted(received, careful, last),
        days_at_best=clock.days_counted(received, sure, last),
        stands_since=_stands_since(received, careful, today, ended),
        stops=stops,
        file=_reached("EAD_C8_FILE_150", received, careful, ended),
        eligible=eligible,
        file_at_best=_reached("EAD_C8_FILE_150", received, sure, ended),
        eligible_at_best=_reached("EAD_C8_ELIGIBLE_180", received, sure, ended),
        segments=_segments(received, today, sure, careful, ended, eligible.nominal),
        warnings=_warnings(stops, denied, remanded),
    )


def stops_of(
    *, received: date, adjourned: Iterable[Adjourned] = (), by_hand: Iterable[ByHand] = ()
) -> tuple[Stop, ...]:
    """What each adjournment and each recorded stop does to the clock, in order; what ended before receipt is left out.

    Raises FactImpossible for intervals that end before they begin, UnknownCode for a code.
    """
    found = [*(_of_code(each, received) for each in adjourned), *map(_of_hand, by_hand)]
    touching = (stop for stop in found if stop.end is None or stop.end > received)
    return tuple(sorted(touching, key=lambda stop: stop.begin))


def _of_code(given: Adjourned, received: date) -> Stop:
    _in_order(given.on, given.until)
    adjournment, effect = adjournments.adjournment(given.code), clock_codes.of(given.code)
    name = adjournment.label
    does, why, law, sure = effect.effect, effect.because, effect.authority, effect.verification
    if given.ruling is not None:
        does, why = STOPS if given.ruling else RUNS, "An attorney decided from the record."
        law, sure = "8 CFR 208.7(a)(2)", "decided by an attorney"
    elif given.on < received and does == STOPS:
        does, why, sure = OPEN, BEFORE, "from memory"
    return Stop(given.on, given.until, does, name, why, law, sure, given.ref)


def _of_hand(given: ByHand) -> Stop:
    _in_order(given.on, given.until)
    if not given.reason.strip():
        raise FactImpossible(f"The stop of {wording.day(given.on)} needs a reason: what stopped the clock?")
    law = "8 CFR 208.7(a)(2), 208.9(d), 208.10"
    return Stop(given.on, given.until, STOPS, given.reason, BY_HAND, law, "verified", given.ref)


def _in_order(begin: date, end: date | None) -> None:
    if end is not None and end < begin:
        raise FactImpossible(f"The clock cannot restart on {end} before it stopped on {begin}.")


def _reached(rule: str, received: date, stops: list[Interval], denied: date | None) -> Result:
    return engine.compute(rule, {"i589_received": received, "delays": stops, "ij_denied": denied})


def _stands_since(received: date, stops: list[Interval], today: date, denied: date | None) -> date | None:
    if denied is not None and denied <= today:
        return denied
    standing = (
        begin
        for begin, end in clock.union(stops, received)
        if begin <= today and (end is None or today < end)
    )
    return next(standing, None)


def _segments(
    received: date,
    today: date,
    sure: list[Interval],
    careful: list[Interval],
    ended: date | None,
    goal: date | None,
) -> tuple[Segment, ...]:
    """Cut the line from receipt to the 180th day (or today) wherever the clock stops, restarts, or today stands."""
    last = max(today, goal or today)
    cuts = {received, last, min(max(today, received), last), *([ended] if ended else [])}
    for begin, end in careful:
        cuts |= {begin, end or last}
    line = sorted(cut for cut in cuts if received <= cut <= last)
    return tuple(
        Segment(
            _kind(begin, today, sure, careful, ended), begin, end, (begin - received).days, (end - begin).days
        )
        for begin, end in itertools.pairwise(line)
    )


def _kind(day: date, today: date, sure: list[Interval], careful: list[Interval], ended: date | None) -> str:
    def inside(stops: list[Interval]) -> bool:
        return any(begin <= day and (end is None or day < end) for begin, end in stops)

    if (ended is not None and day >= ended) or inside(sure):
        return "stopped"
    if inside(careful):
        return "open"
    return "runs" if day < today else "ahead"


def _warnings(stops: tuple[Stop, ...], denied: date | None, remanded: date | None) -> tuple[str, ...]:
    lines = []
    for stop in stops:
        which = f"{stop.name} of {wording.day(stop.begin)}"
        if stop.effect == OPEN:
            lines.append(
                f"Decide from the record whether {which} stops the clock; until then the dates assume it does."
            )
        elif stop.verification == "from memory":
            lines.append(f"That {which} {SAID[stop.effect]} the clock is from memory: check the record.")
    if denied is not None and remanded is not None:
        lines.append(
            f"Denied {wording.day(denied)}, remanded {wording.day(remanded)}: USCIS credits the days between "
            "(EAD Clock Notice, rev. 8/2024); ask it to update the clock."
        )
    return tuple(lines)
