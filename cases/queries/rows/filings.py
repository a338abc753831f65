"""Filings as plain rows, and one filing with everything that became of it."""

from django.db.models import F

from cases.models import Applicant, Filing, FilingOutcome, Membership
from cases.queries.rows import Row, Rows, only


def filings(member: Membership) -> Rows:
    """Return the filings that this member may see, as rows."""
    rows: Rows = Filing.objects.visible_to(member).values(
        "id", "proceeding_id", "deadline_id", "packet_id", "title", "document_type", "is_i589", "method",
        "filed_on", "filed_by_id", "received_on", "receipt_number", "outcome", "recorded_at", "version",
        case_reference=F("case__reference"), filed_by_name=F("filed_by__user__name"),
    )  # fmt: skip
    return rows


def filing(member: Membership, pk: int) -> Row:
    """Return one filing with its outcomes, oldest first, and whom an I-589 is for; raise Missing outside the member's sight."""
    row = only(
        filings(member).filter(pk=pk), f"There is no filing with the number {pk} here, or not for you."
    )
    told = FilingOutcome.objects.visible_to(member).filter(filing_id=pk).order_by("pk")
    applied = Applicant.objects.visible_to(member).filter(filing_id=pk, taken_back_at=None).order_by("pk")
    row["applicants"] = list(applied.values("person_id", "principal_id", "received_on"))
    row["outcomes"] = list(told.values("id", "outcome", "on", "reason", "deadline_id", "recorded_at"))
    return row
