"""Deadlines as plain rows, and one deadline with the steps and the facts that led to it."""

from django.db.models import F, Q

from cases.models import Deadline, Membership
from cases.queries import confirmations
from cases.queries.rows import Row, Rows, only


def deadlines(member: Membership, *more: str) -> Rows:
    """Return the deadlines that this member may see, as rows; `act_by` is the date to work to.

    It is `safe_on`, the one that was worked out, unless somebody set another (`is_overridden`). An override that is
    there and does not count is a later date against a limit of law; `warnings` says so.
    """
    rows: Rows = Deadline.objects.visible_to(member).values(
        "id", "proceeding_id", "hearing_id", "decision_id", "person_id", "rule", "rule_version", "kind", "title",
        "act_by", "safe_on", "legal_on", "nominal_on", "authority", "verification", "state", "superseded_by_id",
        "ended_because", "ended_at", "owner_id", *more,
        case_reference=F("case__reference"), owner_name=F("owner__user__name"),
        is_overridden=Q(override__isnull=False) & Q(act_by=F("override__act_by")),
        override_act_by=F("override__act_by"), override_source=F("override__source"),
        override_reason=F("override__reason"), override_by=F("override__by__user__name"),
        unconfirmed=Q(state="open", act_by__isnull=False) & ~Q(confirmations.is_confirmed()),
    )  # fmt: skip
    return rows


def deadline(member: Membership, pk: int) -> Row:
    """Return one deadline with its steps, facts and warnings; raise Missing outside the member's sight."""
    rows = deadlines(member, "trigger", "facts", "steps", "warnings")
    return only(rows.filter(pk=pk), f"There is no deadline with the number {pk} here, or not for you.")
