"""A packet that left the house is frozen: its files with their hashes, its index and its numbers stay as they were."""

from django.db import transaction
from django.utils import timezone

from cases.errors import Problem
from cases.models import Membership, Packet


@transaction.atomic
def freeze(*, packet: Packet, by: Membership) -> Packet:
    """Freeze a built packet and return it locked; one that is frozen already stays as it is. Raises Problem otherwise."""
    fresh: Packet = (
        Packet.objects.select_for_update(of=("self",), no_key=True)
        .select_related("case", "proceeding")
        .get(pk=packet.pk)
    )
    if fresh.state != Packet.State.BUILT:
        raise Problem(
            f"This packet is not built ({fresh.get_state_display().lower()}), so it cannot have been filed.",
            field="packet",
        )
    if fresh.uploaded_at is None:
        fresh.uploaded_at, fresh.uploaded_by = timezone.now(), by
        fresh.save(update_fields=["uploaded_at", "uploaded_by"])
    return fresh
