"""Rehearsing a deed: it is really done, what it does to the dates is caught, and then everything is undone.

So a preview cannot differ from what saving does, whatever the form is about.
"""

from collections.abc import Callable
from contextvars import ContextVar

from django.db import transaction

from cases.models import Case, Membership
from cases.queries import plans
from cases.queries.plans import Plan

_caught: ContextVar[list[tuple[Case, Plan]] | None] = ContextVar("caught_plans", default=None)


def of(act: Callable[[], object], *, by: Membership) -> Plan:
    """Return what ``act`` would do to the dates of every case that it touches and that ``by`` may see.

    Nothing stays: rows are rolled back, and bells and letters wait for a commit that does not come. What ``act``
    raises is raised here too, so that a refusal comes before anybody looks at dates.
    """
    caught: list[tuple[Case, Plan]] = []
    token = _caught.set(caught)
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    finally:
        _caught.reset(token)
    seen = set(
        Case.objects.visible_to(by)
        .filter(pk__in={case.pk for case, _ in caught})
        .values_list("pk", flat=True)
    )
    return plans.merged([(case, plan) for case, plan in caught if case.pk in seen])


def note(case: Case, plan: Plan) -> None:
    """Let a rehearsal that is going on know what was done to a case's dates; otherwise nobody listens."""
    caught = _caught.get()
    if caught is not None:
        caught.append((case, plan))
