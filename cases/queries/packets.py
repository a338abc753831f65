"""What is asked of packets: those of a case, one with its index and parts, and what can go into the next."""

import datetime as dt
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from cases.errors import Missing
from cases.models import (
    Case,
    Deadline,
    Exhibit,
    Filing,
    Hearing,
    Membership,
    Packet,
    PacketExhibit,
    PacketPart,
    Proceeding,
)
from cases.queries import evidence, filed

LEASE = timedelta(minutes=5)  # a worker says that it lives every few seconds; after this it is taken for dead


@dataclass(frozen=True)
class Waiting:
    """A packet that a worker should build, by numbers alone: it was found from outside the fence."""

    clinic_id: int
    packet_id: int


def for_case_page(*, case: Case, member: Membership) -> list[Packet]:
    """Return the packets of a case, the newest first, with their parts and filings. Three queries."""
    return list(visible(member=member).filter(case=case).order_by("-requested_at", "-pk"))


def visible(*, member: Membership) -> QuerySet[Packet]:
    """Return the packets of the cases that this member sees."""
    found: QuerySet[Packet] = Packet.objects.visible_to(member)
    told = Filing.objects.order_by("pk")
    joined = found.select_related(
        "proceeding", "hearing", "requested_by__user", "uploaded_by__user", "supplements", "corrects"
    )
    return joined.prefetch_related("parts", Prefetch("filings", told))


def packet(*, case: Case, pk: int, member: Membership) -> Packet:
    """Return a packet of this case with its parts and its index, or raise Missing."""
    lines = PacketExhibit.objects.select_related("exhibit__document", "exhibit__report")
    lines = lines.prefetch_related("exhibit__certificates", "exhibit__marks").order_by("position")
    found = visible(member=member).prefetch_related(Prefetch("lines", lines)).filter(case=case, pk=pk).first()
    if found is None:
        raise Missing("There is no such packet in this case.")
    return found


def outcome(packet: Packet) -> str:
    """Return what became of a packet: "" as long as it was not uploaded, else pending, accepted or rejected."""
    last = next(iter(sorted(packet.filings.all(), key=lambda one: -one.pk)), None)
    return last.outcome if last else ("pending" if packet.uploaded_at else "")


def filing_of(packet: Packet) -> Filing | None:
    """Return the packet's latest filing, or None."""
    return next(iter(sorted(packet.filings.all(), key=lambda one: -one.pk)), None)


def answerable(*, packet: Packet) -> list[Deadline]:
    """Return the open dates that a packet may answer, those of its hearing first, then the soonest."""
    rows = Deadline.objects.filter(
        case_id=packet.case_id, state=Deadline.State.OPEN, kind__in=("duty", "court_set")
    )
    mine = [
        each for each in rows.select_related("override") if each.proceeding_id in (None, packet.proceeding_id)
    ]
    last = dt.date.max
    return sorted(mine, key=lambda each: (each.hearing_id != packet.hearing_id, each.act_by or last, each.pk))


def changed_since(packet: Packet) -> list[Exhibit]:
    """Return the exhibits of a packet, fetched with its lines, that would be bound otherwise today."""
    return [
        line.exhibit
        for line in packet.lines.all()
        if line.filed_as and filed.fingerprint(line.exhibit) != line.filed_as
    ]


def to_follow(*, case: Case, member: Membership) -> list[Packet]:
    """Return the uploaded packets that a new one may go on after, or stand in for: the last of each row, newest first.

    One that another has followed or corrected already is no longer the end of its row.
    """
    rows = visible(member=member).filter(case=case, uploaded_at__isnull=False)
    taken = Packet.objects.filter(uploaded_at__isnull=False).filter(
        Q(supplements=OuterRef("pk")) | Q(corrects=OuterRef("pk"))
    )
    return list(rows.exclude(Exists(taken)).order_by("-uploaded_at", "-pk"))


def unfiled(*, case: Case, member: Membership) -> set[int]:
    """Return the ids of the exhibits that are not, or not as they are now, in an uploaded packet that stands."""
    standing = visible(member=member).filter(case=case, uploaded_at__isnull=False)
    kept = [one.pk for one in standing if outcome(one) != "rejected"]
    lines = PacketExhibit.objects.filter(packet__in=kept).values_list("exhibit_id", "filed_as")
    known = dict(lines.order_by("pk"))
    rows = evidence.visible(case=case, member=member)
    return {one.pk for one in rows if known.get(one.pk) not in ("", filed.fingerprint(one))}


def part(*, packet: Packet, number: int) -> PacketPart:
    """Return one file of a built packet, or raise Missing."""
    found = PacketPart.objects.select_related("packet__case").filter(packet=packet, number=number).first()
    if found is None or packet.state != Packet.State.BUILT:
        raise Missing("There is no such part of this packet.")
    return found


def proceedings(*, case: Case) -> QuerySet[Proceeding]:
    """Return the proceedings that a packet can be filed in, pending ones first."""
    return Proceeding.objects.filter(case=case).order_by("-status", "pk")


def next_hearing(proceeding: Proceeding) -> Hearing | None:
    """Return the next hearing that is set in this proceeding, or None."""
    set_for = Hearing.objects.filter(
        proceeding=proceeding, status=Hearing.Status.SCHEDULED, day__isnull=False
    )
    return set_for.filter(day__gte=timezone.localdate()).order_by("day", "time", "pk").first()


def has_packet() -> Exists:
    """Return the condition, for a filter of hearings, that a packet for the hearing is under way or built.

    One without a hearing counts for any of its proceeding; one bound for another hearing, one that failed and one
    that the court rejected do not.
    """
    bound = Packet.objects.filter(proceeding=OuterRef("proceeding")).exclude(state=Packet.State.FAILED)
    later = Filing.objects.filter(packet=OuterRef("packet"), pk__gt=OuterRef("pk"))
    rejected = Filing.objects.filter(packet=OuterRef("pk"), outcome=Filing.Outcome.REJECTED)
    bound = bound.exclude(Exists(rejected.exclude(Exists(later))))
    return Exists(bound.filter(Q(hearing=OuterRef("pk")) | Q(hearing=None)))


def waiting(*, most: int = 50) -> list[Waiting]:
    """Return the packets of every clinic that wait, or whose worker died. Works from outside the fence.

    It goes through the database's narrow door, which gives out these two numbers and nothing else.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clinic_id, packet_id FROM cases_waiting_packets(%s, %s::interval, %s)",
            [timezone.now(), f"{LEASE.total_seconds()} seconds", most],
        )
        return [Waiting(*row) for row in cursor.fetchall()]
