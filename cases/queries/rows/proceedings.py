"""Hearings as plain rows: wall clock and zone as the court says them, and what each source said."""

from django.db.models import F

from cases.models import Hearing, HearingReport, Membership
from cases.queries.rows import Row, Rows, only


def hearings(member: Membership) -> Rows:
    """Return the hearings that this member may see, as rows."""
    return Hearing.objects.visible_to(member).values(
        "id", "proceeding_id", "kind", "setting", "day", "time", "time_zone", "starts_at", "filings_due_on",
        "medium", "courtroom", "status", "adjournment_code", "version",
        case_reference=F("proceeding__case__reference"), court_code=F("proceeding__court_code"),
    )  # fmt: skip


def hearing(member: Membership, pk: int) -> Row:
    """Return one hearing with its reports, oldest first; raise Missing outside the member's sight."""
    row = only(
        hearings(member).filter(pk=pk), f"There is no hearing with the number {pk} here, or not for you."
    )
    row["reports"] = list(
        HearingReport.objects.visible_to(member)
        .filter(hearing_id=pk)
        .order_by("pk")
        .values("id", "source", "setting", "day", "time", "detail", "is_adopted", "reported_at")
    )
    return row
