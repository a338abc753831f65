"""What is asked of a declaration's versions: the present text, an earlier one, and what differs between two."""

from dataclasses import dataclass

from django.db.models import QuerySet

from cases.errors import Missing
from cases.law import drafts as texts
from cases.models import Declaration, DeclarationVersion, Paragraph


@dataclass(frozen=True)
class Compared:
    """Two versions of a declaration, the older first, and what became of each paragraph."""

    old: DeclarationVersion
    new: DeclarationVersion
    changes: tuple[texts.Change, ...]
    settings: tuple[str, ...]

    @property
    def touched(self) -> int:
        """How many paragraphs are not as they were."""
        return sum(one.what != "same" or one.moved for one in self.changes)


def present(declaration: Declaration) -> texts.Draft:
    """Return the declaration as it stands now. Two queries."""
    rows = Paragraph.objects.filter(declaration=declaration).order_by("position")
    return texts.Draft(
        declarant=declaration.declarant.name,
        kind=declaration.kind,
        language=declaration.language,
        other_language=declaration.other_language,
        signed_in_us=declaration.signed_in_us,
        signing_place=declaration.signing_place,
        lines=tuple(
            texts.Line(str(row.uid), row.is_heading, row.text.reveal(), row.other_text.reveal())
            for row in rows
        ),
    )


def draft_of(version: DeclarationVersion) -> texts.Draft:
    """Return what a version says: its snapshot, or the present text while it is open."""
    if version.is_open:
        return present(version.declaration)
    return texts.read(version.snapshot.reveal())


def versions(*, declaration: Declaration) -> QuerySet[DeclarationVersion]:
    """Return the versions, newest first, without their texts."""
    found: QuerySet[DeclarationVersion] = DeclarationVersion.objects.filter(declaration=declaration)
    return found.select_related("by__user", "restores").defer("snapshot").order_by("-number")


def last(*, declaration: Declaration) -> DeclarationVersion | None:
    """Return the newest version, which says what the paragraphs say, or None before anything was written."""
    return versions(declaration=declaration).first()


def version(*, declaration: Declaration, number: int) -> DeclarationVersion:
    """Return the version with this number, or raise Missing."""
    found = versions(declaration=declaration).filter(number=number).select_related("declaration__declarant")
    one = found.first()
    if one is None:
        raise Missing(f"This declaration has no version {number}.")
    return one


def compare(*, declaration: Declaration, old: int, new: int) -> Compared:
    """Return the difference between two versions by their numbers, or raise Missing."""
    first, second = sorted((old, new))
    one, two = (version(declaration=declaration, number=number) for number in (first, second))
    before, after = draft_of(one), draft_of(two)
    return Compared(one, two, texts.compare(before, after), texts.settings_changed(before, after))
