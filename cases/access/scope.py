"""The one sentence that decides who sees a case; every other table is reached through it."""

from datetime import datetime
from typing import Any, Protocol

from django.db.models import Q, QuerySet
from django.utils import timezone

from cases.access.roles import CLINIC_WIDE, NO_CLIENT_FILE


class Member(Protocol):
    """The part of a membership that the sentence needs."""

    pk: Any
    clinic_id: int
    role: str


def seen(cases: QuerySet[Any], member: Member, *, path: str = "pk", at: datetime | None = None) -> Q:
    """Return the condition that a row's case, reached by ``path``, is one this member may see at an instant.

    The same clinic; assigned within the assignment's time window (default: now), or holding a clinic-wide role; and
    not behind a wall. ``cases`` is the unfiltered queryset of the case model, handed in because this layer stands
    below the models. ``path`` leads to one case: a row that reaches several is asked through ``visible_cases``.
    """
    if member.role in NO_CLIENT_FILE:
        return Q(pk__in=[])
    walled = cases.filter(walls__membership_id=member.pk, walls__lifted_at=None).values("pk")
    condition = Q(clinic_id=member.clinic_id, **{f"{path}__isnull": False}) & ~Q(**{f"{path}__in": walled})
    if member.role not in CLINIC_WIDE:
        assigned = cases.filter(assigned_to(member, at or timezone.now())).values("pk")
        condition &= Q(**{f"{path}__in": assigned})
    return condition


def visible_cases(cases: QuerySet[Any], member: Member, *, at: datetime | None = None) -> QuerySet[Any]:
    """Return the primary keys of the cases that this member may see at an instant (default: now)."""
    return cases.filter(seen(cases, member, at=at)).values("pk")


def sees(role: str, *, is_assigned: bool, is_walled: bool) -> bool:
    """Say the same sentence of one member and one case of the same clinic, when the facts are already at hand.

    For sweeps, which look at many members and cases at once; a test holds the two against each other.
    """
    return role not in NO_CLIENT_FILE and (role in CLINIC_WIDE or is_assigned) and not is_walled


def assigned_to(member: Member, now: datetime) -> Q:
    """Return the condition that an assignment of this member is running at this instant."""
    begun = Q(assignments__membership_id=member.pk, assignments__starts_at__lte=now)
    return begun & (Q(assignments__ends_at=None) | Q(assignments__ends_at__gt=now))
