"""What will happen when: the simulated world's appointments, in an order that depends on nothing but the seed."""

import datetime as dt
import heapq
from collections.abc import Callable
from dataclasses import dataclass, field

Deed = Callable[[], None]


@dataclass
class Agenda:
    """Deeds by their time; those of one instant happen in the order in which they were written down."""

    end: dt.datetime
    waiting: list[tuple[dt.datetime, int, Deed]] = field(default_factory=list)
    written: int = 0

    def at(self, instant: dt.datetime, deed: Deed) -> None:
        """Write a deed down; one that lies beyond the end never happens."""
        if instant < self.end:
            self.written += 1
            heapq.heappush(self.waiting, (instant, self.written, deed))

    @property
    def next(self) -> dt.datetime:
        """When the next deed happens; the end when nothing is left."""
        return self.waiting[0][0] if self.waiting else self.end

    def take(self) -> tuple[dt.datetime, Deed]:
        """Take the next deed off the list."""
        instant, _number, deed = heapq.heappop(self.waiting)
        return instant, deed
