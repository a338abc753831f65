"""Hearings that come near while nobody has begun to bind the packet for them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from cases.law import courts, wording
from cases.models import Assignment, Hearing, Membership, Party
from cases.queries import packets
from cases.queries.reports.choices import Choices

AHEAD = 60  # days


@dataclass(frozen=True)
class HearingRow:
    """A hearing without a packet."""

    id: int
    day: dt.date
    kind: str
    reference: str
    who: str
    court: str
    attorney: str

    @property
    def on(self) -> str:
        """``Mon 28 Dec 2026``."""
        return wording.day(self.day)


def without_packet(found: QuerySet[Hearing], *, today: dt.date, ahead: int = AHEAD) -> QuerySet[Hearing]:
    """Return those of these hearings that want a packet within so many days and have none under way.

    A merits hearing before an immigration judge always wants one, any other hearing when the court set a day for
    filings. What counts as under way: ``packets.has_packet``.
    """
    wants = Q(kind=Hearing.Kind.INDIVIDUAL) | Q(filings_due_on__isnull=False)
    coming = found.filter(wants, status=Hearing.Status.SCHEDULED, proceeding__status="pending")
    coming = coming.filter(day__gte=today, day__lte=today + dt.timedelta(days=ahead))
    coming = coming.filter(proceeding__kind="eoir_removal").exclude(proceeding__case__status="closed")
    return coming.exclude(packets.has_packet())


def unready(
    *, member: Membership, choices: Choices, today: dt.date, most: int
) -> tuple[list[HearingRow], int]:
    """Return hearings of the next 60 days whose packet is not under way, soonest first, and how many in all.

    Court, attorney and proceeding narrow it; the window does not, and neither does the kind of deadline.
    """
    found = without_packet(Hearing.objects.visible_to(member), today=today)
    if choices.court:
        found = found.filter(proceeding__court_code=choices.court)
    if choices.proceeding:
        found = found.filter(proceeding__kind=choices.proceeding)
    if choices.attorney:
        leads = Assignment.objects.running().filter(duty="lead", membership_id=choices.attorney)
        found = found.filter(proceeding__case__in=leads.values("case"))
    lead: Any = Party.objects.filter(is_lead=True).select_related("person")
    running: Any = Assignment.objects.running().filter(duty="lead").select_related("membership__user")
    dressed: QuerySet[Hearing] = found.select_related("proceeding__case").prefetch_related(
        Prefetch("proceeding__case__parties", lead, to_attr="lead_parties"),
        Prefetch(
            "proceeding__case__assignments", running.order_by("starts_at", "pk"), to_attr="lead_assignments"
        ),
    )
    return [_row(each) for each in dressed.order_by("day", "time", "pk")[:most]], found.count()


def _row(hearing: Any) -> HearingRow:
    proceeding = hearing.proceeding
    case = proceeding.case
    return HearingRow(
        id=hearing.pk,
        day=hearing.day or dt.date.max,
        kind=hearing.get_kind_display(),
        reference=case.reference,
        who=next((party.person.name for party in case.lead_parties), ""),
        court=courts.court(proceeding.court_code).name if proceeding.court_code else proceeding.court_name,
        attorney=next((str(each.membership.user) for each in case.lead_assignments), ""),
    )
