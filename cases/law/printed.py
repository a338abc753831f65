"""A date that somebody set over the one that was worked out: whether staff work to it, and what they are told."""

from datetime import date
from typing import NamedTuple

from cases.law import wording
from cases.law.rules import Rule


class Headline(NamedTuple):
    """The day that staff see; ``stands`` says whether it is the set one, and ``warning`` what is wrong with that one."""

    day: date
    stands: bool
    warning: str = ""


def headline(
    rule: Rule, *, computed: date | None, day: date, is_printed: bool, hearing: date | None = None
) -> Headline:
    """Choose between the day that was worked out and the one that an order prints or an attorney set by hand.

    Where the court sets the date, the set day is the deadline. A limit of statute or regulation is never extended
    by a later day, nor does something become allowed sooner than the law allows it: the stricter day stays.
    A set day after the ``hearing`` that the filing is for stands with a warning: the hearing may have moved since.
    """
    said = (
        f"An order or notice prints {wording.day(day)}" if is_printed else f"Somebody set {wording.day(day)}"
    )
    if computed is None or rule.printed_date_binds:
        return Headline(day, stands=True, warning=_too_late(said, day, hearing))
    opens = (
        rule.kind == "eligibility"
    )  # a day from which something may be done: the later one is the stricter
    if day == computed or (day > computed) == opens:
        return Headline(day, stands=True)
    rest = (
        f"but nothing is allowed before {wording.day(computed)}"
        if opens
        else f"which does not extend this limit: act by {wording.day(computed)}"
    )
    return Headline(computed, stands=False, warning=f"{said}, {rest} ({rule.authority}).")


def _too_late(said: str, day: date, hearing: date | None) -> str:
    if hearing is None or day <= hearing:
        return ""
    return f"{said}, and the hearing is on {wording.day(hearing)}: read the order again, or ask the court."


def who_sets_it(rule: Rule) -> str:
    """Return a sentence on what a date printed in an order does to this rule's date."""
    if rule.printed_date_binds:
        return "The court sets this date: what its order prints is the deadline, earlier or later."
    if rule.kind == "eligibility":
        return "The law opens this day: an earlier one does not, and stays a warning beside it."
    return (
        "This is a limit of law: a later date does not extend it, and stays a warning beside the earlier one."
    )
