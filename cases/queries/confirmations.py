"""What is asked of confirmations: whether somebody compared a trigger with its paper, and which still wait for it."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.models import Case, Confirmation, Deadline, Document, HearingReport, Membership


def is_confirmed() -> Exists:
    """Return the expression, over deadlines, that a second person has compared what each was counted from."""
    return Exists(
        Confirmation.objects.filter(case=OuterRef("case"), trigger=OuterRef("trigger"), ended_at=None)
    )


def standing(*, case: Case, trigger: str) -> Confirmation | None:
    """Return the comparison that stands for a trigger, with who made it and the paper."""
    found = Confirmation.objects.filter(case=case, trigger=trigger, ended_at=None)
    row: Confirmation | None = found.select_related("by__user", "document").first()
    return row


def awaiting(rows: QuerySet[Deadline], *, member: Membership) -> QuerySet[Deadline]:
    """Keep the open, dated rows that this member could compare: unconfirmed ones that somebody else entered."""
    mine = HearingReport.objects.filter(hearing=OuterRef("hearing"), is_adopted=True, reported_by=member)
    waiting = rows.filter(~is_confirmed(), state="open", act_by__isnull=False)
    return waiting.exclude(Q(entered_by=member) | Q(decision__recorded_by=member)).exclude(Exists(mine))


def papers(*, case: Case, member: Membership) -> list[Document]:
    """Return the documents of a case, the newest first, with the exhibits made of them."""
    found = Document.objects.visible_to(member).filter(case=case).prefetch_related("exhibits")
    return list(found.order_by("-uploaded_at", "-pk"))
