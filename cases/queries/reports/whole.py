"""The coordinator's deadline report, read once; the page and the three files are made of the same reading."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cases.models import Membership
from cases.queries import clinics, rules
from cases.queries.reports import ageing, caseload, dates, hearings
from cases.queries.reports.ageing import ChildRow
from cases.queries.reports.caseload import LoadRow
from cases.queries.reports.choices import Choices
from cases.queries.reports.hearings import HearingRow

MOST = 50_000  # dates in a file: more than a clinic of a thousand cases has


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything the report says. ``dates`` is a page of one list, or all of them for a file."""

    today: dt.date
    since: dt.date
    until: dt.date
    choices: Choices
    counts: dict[str, int]  # by the names of dates.LISTS, and "all"
    dates: Any  # Page[DateRow] or list[DateRow]
    hearings: list[HearingRow]
    all_hearings: int  # the page shows the first ones
    children: list[ChildRow]
    all_children: int
    undated: int
    load: list[LoadRow]

    @property
    def total(self) -> int:
        """How many dates all lists hold together."""
        return self.counts["all"]

    @property
    def figures(self) -> list[tuple[str, str, int]]:
        """(name, words, number) of everything that is counted: the same in all four forms."""
        return [
            *((name, words, self.counts[name]) for name, words in dates.LISTS.items()),
            ("hearings", f"Hearings within {hearings.AHEAD} days, no packet under way", self.all_hearings),
            (
                "children",
                "Children who reach an age this quarter",
                self.all_children,
            ),
            ("undated", "Minors without a recorded birth date", self.undated),
        ]


def page(*, member: Membership, choices: Choices, chosen: str = "due", number: str | int = 1) -> Report:
    """Return the report with one page of one of its lists (a name of dates.LISTS). A constant number of queries."""
    today = clinics.today(member.clinic)
    found = dates.rows(member=member, choices=choices, today=today, signed=rules.signed(member))
    counts = dates.counted(found)
    shown = dates.shown(found, chosen=chosen, counts=counts, number=number, today=today)
    return _report(member, choices, today, counts, shown, most=dates.PAGE)


def everything(*, member: Membership, choices: Choices, most: int = MOST) -> Report:
    """Return the report with the dates of all lists, ``most`` of them at most. A constant number of queries."""
    today = clinics.today(member.clinic)
    found = dates.rows(member=member, choices=choices, today=today, signed=rules.signed(member))
    shown = dates.whole(found, today=today, most=most)
    return _report(member, choices, today, dates.counted(found), shown, most=most)


def numbers(*, member: Membership, choices: Choices) -> dict[str, int]:
    """Return how many dates each list holds, and "all": for a mail that names nothing else."""
    today = clinics.today(member.clinic)
    found = dates.rows(member=member, choices=choices, today=today, signed=rules.signed(member))
    return dates.counted(found)


def _report(
    member: Membership, choices: Choices, today: dt.date, counts: dict[str, int], shown: Any, *, most: int
) -> Report:
    since, until = choices.window(today)
    unready, all_hearings = hearings.unready(member=member, choices=choices, today=today, most=most)
    children, all_children = ageing.children(member=member, choices=choices, today=today, most=most)
    return Report(
        today=today,
        since=since,
        until=until,
        choices=choices,
        counts=counts,
        dates=shown,
        hearings=unready,
        all_hearings=all_hearings,
        children=children,
        all_children=all_children,
        undated=ageing.undated(member=member, choices=choices),
        load=caseload.load(member=member, choices=choices, today=today),
    )
