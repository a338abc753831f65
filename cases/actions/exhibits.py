"""What is done with exhibits: described, put in order, set aside, taken up, cited from the clinic's library."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import partial
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Max

from cases.access.roles import May
from cases.actions import audit, versions
from cases.errors import Problem
from cases.law import claim_elements
from cases.models import Case, Charge, Document, Exhibit, FiledCopy, LibraryReport, Membership, PacketExhibit
from cases.pdf import page_list
from cases.queries import clinics


@transaction.atomic
def describe(
    *,
    exhibit: Exhibit,
    version: int,
    title: str,
    by: Membership,
    kind: str = Exhibit.Kind.OTHER,
    dated: str = "",
    date_certainty: str = "unknown",
    source: str = "",
    language: str = "eng",
    proves: str = "",
    elements: Sequence[str] = (),
    closed: str = Exhibit.Closed.OPEN,
    pages: str = "",
    published_on: dt.date | None = None,
    signed_on: dt.date | None = None,
    signed_in: str = "",
    oath: str = "",
    interpreted: bool = False,
    disclosure: str = "",
) -> Exhibit:
    """Say what an exhibit is and which of its pages are filed. Raises Conflict when somebody else did meanwhile.

    ``pages`` is as people write it, "3-9, 14"; empty is all of them. Days are those that the paper bears.
    """
    audit.require(May.EDIT_EVIDENCE, by=by)
    if not title.strip():
        raise Problem("Give the exhibit a title: it is how the index names it.", field="title")
    for name, day in (("published_on", published_on), ("signed_on", signed_on)):
        if day is not None and day > clinics.today(by.clinic):
            raise Problem(
                "That day is still to come, and the paper is already here. Correct the day.", field=name
            )
    fresh = versions.claim(exhibit, version=version, called=f"exhibit {exhibit.position}")
    fresh.pages = page_list.tidy(pages, of=fresh.paper.pages)
    fresh.elements = [claim_elements.element(code).code for code in elements]
    fresh.title, fresh.dated, fresh.date_certainty = title.strip(), dated.strip(), date_certainty or "unknown"
    fresh.kind, fresh.source, fresh.language = kind, " ".join(source.split()), language
    fresh.proves, fresh.closed = proves.strip(), closed
    # What belongs to one kind of paper does not outlive its being called another.
    is_declaration = kind == Exhibit.Kind.DECLARATION
    fresh.published_on = published_on if kind in (Exhibit.Kind.COUNTRY, Exhibit.Kind.EXPERT) else None
    fresh.signed_on, fresh.signed_in = (signed_on, signed_in) if is_declaration else (None, "")
    fresh.oath, fresh.interpreted = (oath, interpreted) if is_declaration else ("", False)
    fresh.disclosure = " ".join(disclosure.split()) if kind == Exhibit.Kind.JUVENILE else ""
    fresh.save()
    audit.write(verb="exhibit.describe", by=by, case_id=fresh.case_id, object_id=fresh.pk)
    return fresh


@transaction.atomic
def move(*, exhibit: Exhibit, up: bool, by: Membership) -> None:
    """Let an exhibit change places with the one before it, or after it; at the end of the row nothing happens."""
    audit.require(May.EDIT_EVIDENCE, by=by)
    row = _lock(exhibit.case_id)
    at = next(number for number, one in enumerate(row) if one.pk == exhibit.pk)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(row):
        return
    row[at], row[other] = row[other], row[at]
    _number(row)
    audit.write(verb="exhibit.move", by=by, case_id=exhibit.case_id, object_id=exhibit.pk, to=other + 1)


@transaction.atomic
def arrange(*, case: Case, order: Sequence[int], by: Membership) -> None:
    """Put the exhibits in this order of ids. One that the order does not name, added meanwhile, stays behind the rest.

    An id that is not in the case, or no longer, is passed over.
    """
    audit.require(May.EDIT_EVIDENCE, by=by)
    row = _lock(case.pk)
    wanted = {pk: place for place, pk in enumerate(dict.fromkeys(order))}
    before = [one.pk for one in row]
    row.sort(key=lambda one: (wanted.get(one.pk, len(wanted)), one.position))
    if [one.pk for one in row] == before:
        return
    _number(row)
    audit.write(verb="exhibit.arrange", by=by, case_id=case.pk, exhibits=len(row))


@transaction.atomic
def settle(*, case: Case, order: Sequence[int], by: Membership) -> None:
    """Let the exhibits of these ids share out the places that they hold in this order; every other one stays."""
    audit.require(May.EDIT_EVIDENCE, by=by)
    row = _lock(case.pk)
    by_pk = {one.pk: one for one in row}
    wanted = [by_pk[pk] for pk in dict.fromkeys(order) if pk in by_pk]
    places = sorted(row.index(one) for one in wanted)
    if [row[place] for place in places] == wanted:
        return
    for place, one in zip(places, wanted, strict=True):
        row[place] = one
    _number(row)
    audit.write(verb="exhibit.arrange", by=by, case_id=case.pk, exhibits=len(wanted))


@transaction.atomic
def set_aside(*, exhibit: Exhibit, by: Membership) -> None:
    """Take an exhibit out of the row; its document stays with the case and can become an exhibit again."""
    audit.require(May.EDIT_EVIDENCE, by=by)
    if PacketExhibit.objects.filter(exhibit=exhibit).exists():
        raise Problem(
            f"“{exhibit.title}” stands in a packet that was built, so it is kept. Leave it out of the next packet instead."
        )
    if Charge.objects.filter(exhibit=exhibit).exists():
        raise Problem(
            f"“{exhibit.title}” is the record of a charge in the criminal history chart. Take it off the chart first."
        )
    audit.write(verb="exhibit.set_aside", by=by, case_id=exhibit.case_id, object_id=exhibit.pk)
    case_id, position = exhibit.case_id, exhibit.position
    for file in FiledCopy.objects.filter(exhibit=exhibit).values_list("file", flat=True):
        transaction.on_commit(partial(default_storage.delete, file))  # the row goes with the exhibit
    exhibit.delete()
    Exhibit.objects.filter(case_id=case_id, position__gt=position).update(position=F("position") - 1)


@transaction.atomic
def take_up(*, document: Document, by: Membership) -> Exhibit:
    """Make an exhibit of a document that was set aside, at the end of the row."""
    audit.require(May.EDIT_EVIDENCE, by=by)
    exhibit = place_last(document, named=document.original_name.reveal(), by=by)
    audit.write(verb="exhibit.take_up", by=by, case_id=document.case_id, object_id=exhibit.pk)
    return exhibit


@transaction.atomic
def cite(*, case: Case, report: LibraryReport, pages: str, by: Membership, proves: str = "") -> Exhibit:
    """Make an exhibit of a report of the clinic's library, with the pages that this case relies on.

    Raises Problem where the case cites this report already, or a newer edition has taken its place.
    """
    audit.require(May.EDIT_EVIDENCE, by=by)
    if report.superseded_by_id is not None:
        raise Problem(
            f"“{report.title}” has a newer edition in the library. Cite that one, or record why not in a note.",
            field="report",
        )
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    if Exhibit.objects.filter(case=case, report=report).exists():
        raise Problem(
            f"“{report.title}” is already an exhibit of this case. Change its pages there.", field="report"
        )
    exhibit = Exhibit.objects.create(
        clinic_id=case.clinic_id,
        case=case,
        report=report,
        position=_next_place(case.pk),
        kind=Exhibit.Kind.COUNTRY,
        title=report.title,
        source=report.publisher,
        language=report.language,
        published_on=report.published_on,
        pages=page_list.tidy(pages, of=report.pages),
        proves=proves.strip(),
        elements=["conditions"],
        created_by=by,
    )
    audit.write(verb="exhibit.cite", by=by, case_id=case.pk, object_id=exhibit.pk, report=report.pk)
    return exhibit


def place_last(document: Document, *, named: str, by: Membership) -> Exhibit:
    """Make an exhibit of a document at the end of its case's row, titled by the file's name; writes no audit row.

    ``named`` may be a path: the folders below the one that was chosen are named as well.
    """
    Case.objects.select_for_update(no_key=True).get(pk=document.case_id)
    return Exhibit.objects.create(
        clinic_id=document.clinic_id,
        case_id=document.case_id,
        document=document,
        position=_next_place(document.case_id),
        title=_title(named),
        created_by=by,
    )


def _next_place(case_id: int) -> int:
    last: int = Exhibit.objects.filter(case_id=case_id).aggregate(last=Max("position"))["last"] or 0
    return last + 1


def _title(named: str) -> str:
    """A first title: “birth_certificate-2.pdf” becomes “Birth certificate 2”, “Case/medical/03 scan.pdf” “Medical: Scan”.

    A number that only sorts a folder (up to three digits before words) is left out.
    """
    *folders, name = PurePosixPath(named.replace("\\", "/")).parts
    parts = [_words(each) for each in [*folders[1:], PurePosixPath(name).stem]]
    return ": ".join(each for each in parts if each)[-300:] or "Paper"


def _words(name: str) -> str:
    words = " ".join(re.sub(r"[_-]+", " ", name).split())
    words = re.sub(r"^\d{1,3}[.)]? (?=[^\W\d_]{2})", "", words)
    return words[:1].upper() + words[1:]


def _lock(case_id: int) -> list[Exhibit]:
    # The case first, as everybody does: one who adds an exhibit and one who sorts them wait for each other.
    Case.objects.select_for_update(no_key=True).get(pk=case_id)
    return list(Exhibit.objects.select_for_update(no_key=True).filter(case_id=case_id).order_by("position"))


def _number(row: list[Exhibit]) -> None:
    for place, one in enumerate(row, start=1):
        one.position = place
    Exhibit.objects.bulk_update(row, ["position"])
