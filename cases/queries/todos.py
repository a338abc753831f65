"""What is still to be done, of one case or of all that a member may see."""

from cases.errors import Missing
from cases.models import Case, Membership, ToDo

REVIEW_SCREENING = ToDo.Kind.REVIEW_SCREENING


def waiting(*, member: Membership, case: Case | None = None) -> list[ToDo]:
    """Return what is open, the oldest first: of this case, or of every case that the member may see."""
    rows = ToDo.objects.visible_to(member).filter(done_at=None)
    rows = rows.filter(case=case) if case is not None else rows
    return list(rows.select_related("case", "opened_by__user").order_by("due_on", "pk")[:50])


def todo(*, case: Case, pk: int, member: Membership) -> ToDo:
    """Return one thing to do of a case, or raise Missing."""
    found: ToDo | None = ToDo.objects.visible_to(member).filter(case=case, pk=pk).first()
    if found is None:
        raise Missing("There is no such thing to do in this case.")
    return found
