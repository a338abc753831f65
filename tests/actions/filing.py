"""Recording, accepting and rejecting a filing as the tests of this folder do it, and the days they speak of."""

import datetime as dt
from typing import Any

from cases.actions import filings
from cases.models import Deadline, Filing
from tests.make import Cast

SUNDAY = dt.date(2026, 11, 22)  # today
FRIDAY = dt.date(2026, 11, 20)
WEEK_AGO = dt.date(2026, 11, 15)


def record(cast: Cast, due: Deadline | None, **facts: Any) -> Filing:
    given: dict[str, Any] = {"title": "Evidence, tabs A to F", "method": "ecas", "filed_on": FRIDAY} | facts
    return filings.record(case=cast.case, deadline=due, by=cast.paralegal, **given)


def accept(cast: Cast, filing: Filing, on: dt.date = FRIDAY, **facts: Any) -> Filing:
    return filings.accept(filing=filing, version=filing.version, on=on, by=cast.paralegal, **facts)


def reject(cast: Cast, filing: Filing, on: dt.date = SUNDAY, reason: str = "No proof of service") -> Filing:
    return filings.reject(filing=filing, version=filing.version, on=on, reason=reason, by=cast.paralegal)


def standing() -> Deadline:
    found: Deadline = Deadline.objects.get(rule="EOIR_INDIVIDUAL_30", state="open")
    return found


def receive(cast: Cast, filing: Filing, on: dt.date) -> Filing:
    return filings.receive(filing=filing, version=filing.version, received_on=on, by=cast.paralegal)
