"""What every verb on proceedings checks first."""

from collections.abc import Collection

from cases.errors import Problem
from cases.models import Case


def must_be_open(case: Case) -> None:
    if case.status == Case.Status.CLOSED:
        raise Problem(f"Case {case.reference} is closed, so nothing is added to its proceedings.")


def choose(value: str, allowed: Collection[str], what: str, field: str) -> None:
    if value not in allowed:
        raise Problem(f"“{value[:30]}” is not a possible {what}. Choose one from the list.", field=field)
