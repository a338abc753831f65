"""A proceeding and a hearing as the tests of this folder make them: through the actions."""

import datetime as dt
from typing import Any

from cases.actions import proceedings
from cases.models import Deadline, Hearing, Proceeding
from tests.make import Cast

DAY = dt.date(2026, 12, 28)
NINE = dt.time(9, 0)
TODAY = dt.datetime(2026, 11, 22, 18, 0, tzinfo=dt.UTC)


def open_dates(case: Any) -> dict[str, dt.date | None]:
    return {row.rule: row.act_by for row in Deadline.objects.filter(case=case, state="open")}


def removal(cast: Cast, **facts: Any) -> Proceeding:
    return proceedings.add(case=cast.case, by=cast.paralegal, kind="eoir_removal", court_code="HOU", **facts)


def hearing(cast: Cast, day: dt.date = DAY, **facts: Any) -> Hearing:
    given: dict[str, Any] = dict(facts)
    given.setdefault("kind", "individual")
    given.setdefault("day", day)
    given.setdefault("time", NINE)
    return proceedings.add_hearing(proceeding=removal(cast), by=cast.paralegal, **given)
