"""PostgreSQL as Django knows it, with a door at the commit. Django finds the class by this module's name."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.backends.postgresql import base


@dataclass
class Door:
    """What is asked at every commit; each may raise what goes wrong there."""

    before: Callable[[], None] | None = None
    after: Callable[[], None] | None = None


door = Door()


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that passes through the door."""

    def _commit(self) -> None:
        if door.before is not None:
            door.before()
        super()._commit()  # type: ignore[misc]  # its stubs leave the inside out
        if door.after is not None:
            door.after()
