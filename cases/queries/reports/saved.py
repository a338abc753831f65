"""Views of the report that a member keeps, and which of them are to be mailed this week."""

import datetime as dt

from django.db.models import Q, QuerySet

from cases.errors import Missing
from cases.models import Membership, SavedReport

MAILED_ON = 0  # Monday


def kept(*, member: Membership) -> QuerySet[SavedReport]:
    """Return the views this member kept, by name. One query when read."""
    found: QuerySet[SavedReport] = SavedReport.objects.visible_to(member).order_by("name", "pk")
    return found


def one(*, member: Membership, pk: int) -> SavedReport:
    """Return one of the member's own views, or raise Missing."""
    found = kept(member=member).filter(pk=pk).first()
    if found is None:
        raise Missing("There is no such saved view of yours.")
    return found


def to_mail(*, today: dt.date) -> QuerySet[SavedReport]:
    """Return the views of the clinic that are to be mailed and were not since this week began; inside its fence."""
    monday = today - dt.timedelta(days=(today.weekday() - MAILED_ON) % 7)
    found: QuerySet[SavedReport] = SavedReport.objects.filter(is_weekly=True, membership__left_at=None)
    found = found.filter(Q(mailed_on=None) | Q(mailed_on__lt=monday))
    return found.select_related("membership__user", "membership__clinic").order_by("pk")
