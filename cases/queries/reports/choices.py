"""What a reader chose to see of the deadline report: a window of days, and whose, which and where."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.http import urlencode

from cases.access.roles import DUTIES
from cases.law import courts, plain
from cases.models import Membership, Proceeding
from cases.queries import clinics

WINDOW = 30  # days from today, where nothing else was chosen
WINDOWS = (7, 14, 30, 60, 90)


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The filters of one reading. ``days`` moves with today; ``since`` and ``until`` stand still and go before it."""

    days: int = WINDOW
    since: dt.date | None = None
    until: dt.date | None = None
    court: str = ""
    attorney: int | None = None
    kind: str = ""
    proceeding: str = ""

    def window(self, today: dt.date) -> tuple[dt.date, dt.date]:
        """Return the first and the last day of the window, both within it."""
        since = self.since or today
        return since, max(since, self.until or since + dt.timedelta(days=self.days))

    def stored(self) -> dict[str, Any]:
        """Return what differs from the report as it opens, as a row keeps it and an address says it."""
        plainly = Choices()
        given = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {
            name: value.isoformat() if isinstance(value, dt.date) else value
            for name, value in given.items()
            if value != getattr(plainly, name)
        }

    @property
    def query(self) -> str:
        """Return the same as the query of an address: it names no client."""
        return urlencode(self.stored())


def from_stored(kept: Mapping[str, Any]) -> Choices:
    """Return the choices of a saved view; a line that no longer means anything is left out."""
    known = {name: value for name, value in kept.items() if name in Choices.__dataclass_fields__}
    for name in ("since", "until"):
        if name in known:
            known[name] = dt.date.fromisoformat(known[name])
    return Choices(**known)


@dataclass(frozen=True)
class Options:
    """What can be chosen in this clinic: (value, words) of each filter."""

    courts: list[tuple[str, str]]
    attorneys: list[tuple[int, str]]
    kinds: list[tuple[str, str]]
    proceedings: list[tuple[str, str]]


def options(*, member: Membership) -> Options:
    """Return the courts before which the clinic appears, the people who lead or own work, kinds, proceedings. Two queries."""
    found = [courts.court(code) for code in _codes(member)]
    people = clinics.colleagues(member).filter(role__in={role for roles in DUTIES.values() for role in roles})
    return Options(
        courts=[(each.code, each.label) for each in found],
        attorneys=[(each.pk, str(each.user)) for each in people],
        kinds=[(kind, f"{words} ({said})") for kind, (words, said) in KINDS.items()],
        proceedings=[*Proceeding.Kind.choices, ("none", "None: counted from a person")],
    )


# How a coordinator says the kinds of the rulebook, beside what stands over such a date.
KINDS = {
    kind: (words, plain.HEADLINES[kind].lower())
    for kind, words in (
        ("duty", "Set by law"),
        ("court_set", "Set by a court"),
        ("eligibility", "From when something may be done"),
        ("expiry", "Something ends"),
        ("government", "The government's own"),
        ("information", "The clinic's own"),
    )
}


_CODES = """
WITH RECURSIVE found AS (
  (SELECT court_code FROM cases_proceeding WHERE clinic_id = %(clinic)s AND court_code > '' ORDER BY 1 LIMIT 1)
  UNION ALL
  SELECT (SELECT court_code FROM cases_proceeding
          WHERE clinic_id = %(clinic)s AND court_code > found.court_code ORDER BY 1 LIMIT 1)
  FROM found WHERE found.court_code IS NOT NULL
) SELECT court_code FROM found WHERE court_code IS NOT NULL
"""


def _codes(member: Membership) -> list[str]:
    """The codes of the clinic's courts, each found by one step through the index: DISTINCT would read every proceeding."""
    with connection.cursor() as cursor:
        cursor.execute(_CODES, {"clinic": member.clinic_id})
        return [row[0] for row in cursor.fetchall()]
