"""The picture of a chronology: a row for each event, a bar over the days that its date can mean, years and ages above."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cases.law import honest_dates
from cases.law.honest_dates import Span
from cases.queries.chronology import Chronology, EventRow

LEFT, WIDTH, RIGHT = 26, 324, 10  # units of the SVG: room for numbers, the time, an edge
TOP, ROW = 40, 20  # units: years and ages above, the height of an event's row
THINNEST = 5  # units: a day is still seen
YEARS = 8  # at most so many years are named; past that, every second, third …


@dataclass(frozen=True)
class Bar:
    """A stretch of an event's row. ``kind``: said (by its usual reading), maybe (by another), open (no end is known)."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True)
class Line:
    """One event's row."""

    number: int
    y: int
    middle: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Tick:
    """The first day of a year, with the age that the declarant turned in it."""

    x: float
    year: int
    age: str


@dataclass(frozen=True)
class Picture:
    """What the SVG draws and what it says to whoever does not see it."""

    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    height: int
    title: str
    says: str
    width: int = LEFT + WIDTH + RIGHT
    left: int = LEFT
    right: int = LEFT + WIDTH


def picture(chronology: Chronology) -> Picture | None:
    """Return the picture of the events that have a place in time, or None where none has one."""
    spans = [span for row in chronology.placed for span in row.meaning.all]
    days = [day for span in spans for day in (span.first, span.last) if day not in (dt.date.min, dt.date.max)]
    if not days:
        return None
    first = dt.date(max(min(days).year, 1), 1, 1)
    last = dt.date(min(max(days).year + 1, dt.date.max.year), 1, 1)
    length = (last - first).days

    def at(day: dt.date) -> float:
        inside = min(max(day, first), last)
        return round(LEFT + WIDTH * (inside - first).days / length, 1)

    lines = tuple(
        Line(row.number, TOP + ROW * place, TOP + ROW * place + 12, _bars(row, at))
        for place, row in enumerate(chronology.placed)
    )
    born = chronology.life.born if chronology.life.birth_certainty in ("exact", "approximate") else None
    return Picture(
        lines=lines,
        ticks=_ticks(first, last, born, at),
        height=TOP + ROW * len(lines) + 6,
        title=f"Chronology: {len(lines)} events from {first.year} to {last.year - 1}",
        says=" ".join(_says(row) for row in chronology.placed),
    )


def _bars(row: EventRow, at: Callable[[dt.date], float]) -> tuple[Bar, ...]:
    found = [_bar("maybe", span, at) for span in row.meaning.also]
    found += [_bar("said", span, at) for span in row.meaning.spans]
    return tuple(found)


def _bar(kind: str, span: Span, at: Callable[[dt.date], float]) -> Bar:
    is_open = span.first == dt.date.min or span.last == dt.date.max
    begin, end = at(span.first), at(span.last)
    begin = min(begin, LEFT + WIDTH - THINNEST)
    return Bar("open" if is_open and kind == "said" else kind, begin, round(max(end - begin, THINNEST), 1))


def _ticks(
    first: dt.date, last: dt.date, born: dt.date | None, at: Callable[[dt.date], float]
) -> tuple[Tick, ...]:
    step = max(1, -(-(last.year - first.year) // YEARS))
    found = []
    for year in range(first.year, last.year, step):
        turned = honest_dates.age_on(born, dt.date(year, 12, 31)) if born and year >= born.year else None
        found.append(Tick(at(dt.date(year, 1, 1)), year, "" if turned is None else str(turned)))
    return tuple(found)


def _says(row: EventRow) -> str:
    age = f", aged {row.age}" if row.age else ""
    days = f" ({row.days})" if row.days else ""
    return f"{row.number}: {row.when}{days}{age}."
