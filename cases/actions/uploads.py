"""What is done with a built packet: uploaded, which freezes it and records the filing; nothing of it changes afterwards."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from cases.access.roles import May
from cases.actions import audit, filings, freezing
from cases.errors import Problem
from cases.models import Deadline, Filing, Membership, Packet


@transaction.atomic
def upload(
    *,
    packet: Packet,
    filed_on: dt.date,
    by: Membership,
    document_type: str = "",
    receipt_number: str = "",
    method: str = Filing.Method.ECAS,
    deadline: Deadline | None = None,
    filed_by: Membership | None = None,
) -> Filing:
    """Record that a packet was uploaded or handed in, under which type and receipt; it is frozen with its hashes.

    The date that it answers stays open until the filing is accepted (see ``actions.filings``). A packet whose filing
    was rejected may be filed again as it is. Raises Problem where it is filed already, or is not built.
    """
    audit.require(May.RECORD_FILING, by=by)
    if method == Filing.Method.ECAS and not document_type.strip():
        raise Problem("Choose the document type under which it was uploaded.", field="document_type")
    fresh = freezing.freeze(packet=packet, by=by)
    last = fresh.filings.order_by("pk").last()
    if last is not None and last.outcome != Filing.Outcome.REJECTED:
        raise Problem(
            f"This packet is already recorded as filed ({last.get_outcome_display().lower()}). A later change goes "
            "into a supplement."
        )
    made = filings.record(
        case=fresh.case,
        by=by,
        title=fresh.title,
        method=method,
        filed_on=filed_on,
        deadline=deadline,
        proceeding=fresh.proceeding,
        packet=fresh,
        document_type=document_type,
        filed_by=filed_by,
        receipt_number=receipt_number,
    )
    audit.write(
        verb="packet.upload",
        by=by,
        case_id=fresh.case_id,
        object_id=fresh.pk,
        filing=made.pk,
        at=timezone.now().isoformat(timespec="seconds"),
    )
    return made
