"""The picture of a work-permit clock: a bar in an SVG's own units, its stops lettered, and what it says in words."""

from dataclasses import dataclass

from cases.law import wording
from cases.law.clock_codes import OPEN, RUNS
from cases.law.ead_clock import State

WIDTH, EDGE = (
    340,
    10,
)  # units of the SVG; the view is WIDTH + 2 * EDGE wide, so that its text stays legible on a phone
NARROWEST = 12  # units: a letter fits
WORDS = {
    "runs": "ran",
    "stopped": "stood still",
    "open": "needs a decision",
    "ahead": "would run, if nothing more stops it",
}
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Piece:
    """A stretch of the bar."""

    kind: str  # runs, stopped, open, ahead
    x: float
    width: float
    letter: str
    middle: float


@dataclass(frozen=True)
class Mark:
    """An upright line with its word: the 150th or 180th counted day, or today."""

    x: float
    word: str
    kind: str  # goal, today
    anchor: str  # start, middle, end: so that the word stays inside the picture


@dataclass(frozen=True)
class Picture:
    """What the SVG draws and what it says to whoever does not see it."""

    pieces: tuple[Piece, ...] = ()
    marks: tuple[Mark, ...] = ()
    title: str = ""
    says: str = ""
    width: int = WIDTH + 2 * EDGE


def letters(state: State) -> dict[int, str]:
    """Return the letter of each stop that keeps the clock (by its place in the list), A first."""
    keeping = [number for number, stop in enumerate(state.stops) if stop.effect != RUNS]
    return {number: ALPHABET[place % len(ALPHABET)] for place, number in enumerate(keeping)}


def picture(state: State) -> Picture:
    """Return the picture of this clock; its words repeat everything that it shows."""
    length = max(state.length, 1)

    def at(days: int) -> float:
        return round(EDGE + WIDTH * days / length, 1)

    named = letters(state)
    pieces = tuple(
        Piece(
            kind=part.kind,
            x=at(part.offset),
            width=round(WIDTH * part.width / length, 1),
            letter=_letter(state, named, part.begin.toordinal())
            if part.kind in ("stopped", "open") and WIDTH * part.width / length >= NARROWEST
            else "",
            middle=round(at(part.offset) + WIDTH * part.width / length / 2, 1),
        )
        for part in state.segments
    )
    goals = [
        (result.safe, word)
        for result, word in ((state.file, "150"), (state.eligible, "180"))
        if result.safe is not None
    ]
    marks = [
        Mark(at((day - state.received).days), word, "goal", _anchor(at((day - state.received).days)))
        for day, word in goals
    ]
    now = at(min((state.today - state.received).days, length))
    return Picture(
        pieces=pieces,
        marks=(*marks, Mark(now, "today", "today", _anchor(now))),
        title=f"Work-permit clock on {wording.day(state.today)}: {state.days} days counted",
        says=_says(state, named),
    )


def _anchor(x: float) -> str:
    return "start" if x < EDGE + 25 else "end" if x > WIDTH + EDGE - 15 else "middle"


def _letter(state: State, named: dict[int, str], day: int) -> str:
    """The letters of the stops that cover a day, as in ``A B``."""
    return " ".join(
        letter
        for number, letter in named.items()
        if state.stops[number].begin.toordinal() <= day
        and ((end := state.stops[number].end) is None or day < end.toordinal())
    )


def _says(state: State, named: dict[int, str]) -> str:
    """The whole picture in sentences."""
    said = [
        f"Received {wording.day(state.received)}; {state.days} days counted by {wording.day(state.today)}."
    ]
    for number, letter in named.items():
        stop = state.stops[number]
        until = f"to {wording.day(stop.end)}" if stop.end else "and still stands"
        doubt = ", not decided yet" if stop.effect == OPEN else ""
        said.append(f"{letter}, {stop.name}{doubt}: stopped from {wording.day(stop.begin)} {until}.")
    for result, what in ((state.file, "Day 150"), (state.eligible, "Day 180")):
        if result.safe is not None:
            said.append(f"{what} is {wording.day(result.safe)}, if nothing more stops it.")
    return " ".join(said)
