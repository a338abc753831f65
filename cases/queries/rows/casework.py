"""Cases as plain rows, and one case with who is in it, who works on it and where it is pending."""

from django.db.models import F

from cases.models import Applicant, Assignment, Case, Decision, Membership, Party, Proceeding
from cases.queries.rows import Row, Rows, only

COLUMNS = (
    "id",
    "reference",
    "status",
    "summary",
    "claim_theory",
    "opened_on",
    "closed_on",
    "closed_because",
    "version",
)


def cases(member: Membership) -> Rows:
    """Return the cases that this member may see, as rows."""
    rows: Rows = Case.objects.visible_to(member).values(*COLUMNS)
    return rows


def case(member: Membership, reference: str) -> Row:
    """Return one case with its parties, assignments and proceedings; raise Missing outside the member's sight."""
    found = cases(member).filter(reference=reference)
    row = only(found, f"There is no case {reference[:20]} here, or not for you.")
    row["parties"] = list(_parties(member).filter(case_id=row["id"]))
    row["assignments"] = list(_assignments(member).filter(case_id=row["id"]))
    pending = proceedings(member).filter(case_id=row["id"])
    row["proceedings"] = [found | {"version": str(found["version"])} for found in pending]
    return row


def proceedings(member: Membership) -> Rows:
    """Return the proceedings that this member may see, as rows, the oldest first."""
    rows = Proceeding.objects.visible_to(member).order_by("pk")
    return rows.values(
        "id", "kind", "status", "court_code", "court_name", "time_zone", "judge", "number", "is_detained",
        "uses_ecas", "nta_served_on", "i589_filed_on", "brief_due_on", "opened_on", "version",
    )  # fmt: skip


def proceeding(member: Membership, pk: int) -> Row:
    """Return one proceeding with its decisions and who is on its I-589s; raise Missing outside the member's sight."""
    sentence = f"There is no proceeding with the number {pk} here, or not for you."
    row = only(proceedings(member).filter(pk=pk), sentence)
    decided = Decision.objects.visible_to(member).filter(proceeding_id=pk).order_by("pk")
    row["decisions"] = list(
        decided.values(
            "id",
            "outcome",
            "relief",
            "decided_on",
            "service",
            "served_on",
            "appeal_reserved",
            "sends_back_to_id",
        )
    )
    applied = Applicant.objects.visible_to(member).filter(proceeding_id=pk, taken_back_at=None)
    received = applied.filter(received_on__isnull=False).order_by("pk")
    row["applicants"] = list(received.values("person_id", "principal_id", "received_on"))
    return row


def _parties(member: Membership) -> Rows:
    rows = Party.objects.visible_to(member).order_by("-is_lead", "pk")
    return rows.values(
        "id", "person_id", "part", "is_lead", "detail",
        given_names=F("person__given_names"),
        first_surname=F("person__first_surname"),
        second_surname=F("person__second_surname"),
        client_id=F("person__client_role__id"),
        minor_id=F("person__minor_role__id"),
        sponsor_id=F("person__sponsor_role__id"),
    )  # fmt: skip


def _assignments(member: Membership) -> Rows:
    rows = Assignment.objects.visible_to(member).order_by("pk")
    return rows.values(
        "id", "duty", "starts_at", "ends_at", "membership_id", name=F("membership__user__name")
    )
