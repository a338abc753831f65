"""What is asked of packets: those of a case, one with its index and parts, and what can go into the next."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from cases.errors import Missing
from cases.models import Case, Hearing, Membership, Packet, PacketExhibit, PacketPart, Proceeding

LEASE = timedelta(minutes=5)  # a worker says that it lives every few seconds; after this it is taken for dead


@dataclass(frozen=True)
class Waiting:
    """A packet that a worker should build, by numbers alone: it was found from outside the fence."""

    clinic_id: int
    packet_id: int


def for_case_page(*, case: Case, member: Membership) -> list[Packet]:
    """Return the packets of a case, the newest first, with their parts. Two queries."""
    return list(visible(member=member).filter(case=case).order_by("-requested_at", "-pk"))


def visible(*, member: Membership) -> QuerySet[Packet]:
    """Return the packets of the cases that this member sees."""
    found: QuerySet[Packet] = Packet.objects.visible_to(member)
    return found.select_related("proceeding", "hearing", "requested_by__user").prefetch_related("parts")


def packet(*, case: Case, pk: int, member: Membership) -> Packet:
    """Return a packet of this case with its parts and its index, or raise Missing."""
    lines = PacketExhibit.objects.select_related("exhibit__document", "exhibit__report").order_by("position")
    found = visible(member=member).prefetch_related(Prefetch("lines", lines)).filter(case=case, pk=pk).first()
    if found is None:
        raise Missing("There is no such packet in this case.")
    return found


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

    One without a hearing counts for any of its proceeding; one bound for another hearing or one that failed does not.
    """
    bound = Packet.objects.filter(proceeding=OuterRef("proceeding")).exclude(state=Packet.State.FAILED)
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
