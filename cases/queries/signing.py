"""What is asked on the way to a signature: how far a declaration is, what is the next step, what was signed before."""

from dataclasses import dataclass

from django.db.models import QuerySet

from cases.access.roles import May
from cases.errors import Missing
from cases.models import Declaration, Document, Membership, ParagraphComment, ReadBack, Signature
from cases.queries import declarations as asked

State = Declaration.State
_STEPS = (
    (State.DRAFT, "Drafting"),
    (State.REVIEW, "Attorney review"),
    (State.SIGNING_COPY, "Signing copy locked"),
    (State.READ_BACK, "Read back"),
    (State.SIGNED, "Signed"),
)


@dataclass(frozen=True)
class Step:
    """One step of the way: done, or where it is now."""

    label: str
    done: bool
    now: bool
    url: str = ""


@dataclass(frozen=True)
class Way:
    """How far a declaration is, what this member can do next, and what stands on record of it.

    `signature` is the one of the present copy; `earlier` are those of texts that changed since.
    """

    steps: tuple[Step, ...]
    may_lock: bool
    may_write: bool
    needs_read_back: bool
    read_back: ReadBack | None
    signature: Signature | None
    earlier: tuple[Signature, ...]
    open_comments: int


def way(*, declaration: Declaration, member: Membership) -> Way:
    """Return the way of this declaration, for its page. Three queries."""
    order = [state for state, _label in _STEPS]
    at = order.index(State(declaration.state))
    steps = tuple(Step(label, n < at, n == at) for n, (_state, label) in enumerate(_STEPS))
    copy = declaration.locked_version
    read = ReadBack.objects.filter(declaration=declaration).select_related("session", "recorded_by__user")
    signed = list(signatures(declaration=declaration))
    here = [one for one in signed if copy and one.sha256 == copy.sha256]
    return Way(
        steps=steps,
        may_lock=member.may(May.LOCK_DECLARATION),
        may_write=member.may(May.EDIT_DECLARATION),
        needs_read_back=bool(asked.own_language(declaration)),
        read_back=read.filter(sha256=copy.sha256).first() if copy else None,
        signature=here[0] if here else None,
        earlier=tuple(one for one in signed if one not in here),
        open_comments=ParagraphComment.objects.filter(declaration=declaration, settled_at=None).count(),
    )


def signatures(*, declaration: Declaration) -> QuerySet[Signature]:
    """Return what was signed of this declaration, newest first."""
    found: QuerySet[Signature] = Signature.objects.filter(declaration=declaration)
    return found.select_related(
        "locked", "read_back", "scan", "recorded_by__user", "declaration__case", "declaration__declarant"
    ).order_by("-recorded_at")


def signature(*, declaration: Declaration, pk: int) -> Signature:
    """Return a signature of this declaration, or raise Missing."""
    found = signatures(declaration=declaration).filter(pk=pk).first()
    if found is None:
        raise Missing("There is no such signature.")
    return found


def scans(*, declaration: Declaration, member: Membership) -> list[Document]:
    """Return the papers of the case that may be the scan of what was signed, newest first."""
    found: QuerySet[Document] = Document.objects.visible_to(member)
    return list(found.filter(case_id=declaration.case_id).order_by("-uploaded_at", "-pk")[:100])
