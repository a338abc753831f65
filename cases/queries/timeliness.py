"""Whether a filing came in time, in sentences: beside the day to act by first, the law's own day only as the reason.

8 CFR 1003.31, 1003.38(c): the day of receipt decides, and the courts know no mailbox rule.
"""

import datetime as dt
from dataclasses import dataclass

from cases.law import rules, wording
from cases.models import Deadline, Override


@dataclass(frozen=True)
class Timeliness:
    """``said`` is the headline, ``why`` what it rests on: the legal date and how far off it is."""

    said: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    is_late: bool = False  # or too early, where the law opens a day


def of(
    deadline: Deadline, *, filed_on: dt.date, received_on: dt.date | None, accepted_on: dt.date | None
) -> Timeliness:
    """Say whether what was filed for this date came in time; nothing where no day was worked out or set."""
    last = last_day(deadline)
    if last is None:
        return Timeliness()
    if deadline.kind == "eligibility":
        return _not_too_early(filed_on, last)
    if received_on is None:
        return _not_received(deadline, last, accepted_on)
    days = (received_on - last).days
    if days > 0:
        return _late(deadline, last, days, filed_on=filed_on, received_on=received_on)
    said = [f"Received {wording.day(received_on)}, {_beside(deadline, received_on)}."]
    if accepted_on is not None and accepted_on > last:
        said.append(
            f"It was accepted later, on {wording.day(accepted_on)}; the day of receipt is what counts."
        )
    return Timeliness(tuple(said), (f"The legal date is {wording.day(last)}: {_ago(-days)}.",))


def last_day(deadline: Deadline) -> dt.date | None:
    """Return the last day that counts as in time: the legal date, or the court's own where its order sets it."""
    known = rules.book().versions.get(deadline.rule)
    printed = deadline.override is not None and deadline.override.source == Override.Source.PRINTED
    if printed and known is not None and known[-1].printed_date_binds:
        return deadline.act_by
    return deadline.legal_on


def _beside(deadline: Deadline, received: dt.date) -> str:
    if deadline.act_by is None:
        return "in time"
    days = (received - deadline.act_by).days
    if days == 0:
        return "on the day to act by"
    if days < 0:
        return f"{_days(-days)} before the day to act by, {wording.day(deadline.act_by)}"
    return f"after the day to act by, {wording.day(deadline.act_by)}, and still in time"


def _ago(days: int) -> str:
    return "received on that day" if days == 0 else f"received {_days(days)} before it"


def _not_received(deadline: Deadline, last: dt.date, accepted_on: dt.date | None) -> Timeliness:
    is_after = accepted_on is not None and accepted_on > last
    said = ["No day of receipt is recorded: it counts as filed when it was received, not when it was sent."]
    if is_after and accepted_on is not None:
        said.insert(0, f"Accepted {wording.day(accepted_on)}: by that day it was late.")
    elif deadline.act_by is not None:
        said.append(f"Compare it with the day to act by, {wording.day(deadline.act_by)}.")
    return Timeliness(tuple(said), (f"The legal date is {wording.day(last)}.",), is_after)


def _late(
    deadline: Deadline, last: dt.date, days: int, *, filed_on: dt.date, received_on: dt.date
) -> Timeliness:
    why = [f"The legal date is {wording.day(last)}: received {_days(days)} after it."]
    if deadline.rule == "I589_ONE_YEAR" and filed_on <= last:
        why.append(
            "Before USCIS, clear and convincing proof of mailing within the year counts (8 CFR 208.4(a)(2)(ii)); "
            "before the immigration court it does not. Ask your supervising attorney."
        )
    return Timeliness((f"It arrived late: received {wording.day(received_on)}.",), tuple(why), is_late=True)


def _not_too_early(filed_on: dt.date, opens: dt.date) -> Timeliness:
    if filed_on >= opens:
        return Timeliness()
    early = (
        f"Filed {wording.day(filed_on)}, before the first day on which it may be filed, {wording.day(opens)}"
    )
    return Timeliness((f"{early}: early filings are rejected.",), is_late=True)


def _days(number: int) -> str:
    return f"{number:,} {'day' if number == 1 else 'days'}"
