"""Every kind of finding is found where it was planted, and its link leads to the page and the field that mend it."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from cases.models import (
    Assignment,
    Case,
    Certificate,
    Deadline,
    Document,
    Exhibit,
    Hearing,
    LibraryReport,
    Membership,
    Packet,
    Party,
    Person,
    Proceeding,
)
from cases.pdf import ocr, preflight
from cases.queries import clinics, evidence, findings, packets
from cases.queries import preflight as looked
from tests.access import stage
from tests.make import Cast

Browse = Callable[[Membership], Browser]
Rows = dict[str, Any]
FULL = {"is_competent": True, "is_accurate": True, "is_signed": True, "address": "1 Row", "language": "kek"}


def exhibit(**columns: Any) -> Callable[[Cast, Rows], None]:
    """Plant it in what is recorded of the exhibit."""

    def plant(_cast: Cast, rows: Rows) -> None:
        Exhibit.objects.filter(pk=rows["exhibit"].pk).update(**columns)

    return plant


def paper(**columns: Any) -> Callable[[Cast, Rows], None]:
    """Plant it in what was seen of the paper."""

    def plant(_cast: Cast, rows: Rows) -> None:
        Document.objects.filter(pk=rows["document"].pk).update(**columns)

    return plant


def seen(code: str) -> Callable[[Cast, Rows], None]:
    """Plant what the guarded child saw on a page (that it sees it is tested with real pages in tests/pdf)."""
    return paper(facts=[[code, 1, "90"]])


def certified(kind: str, columns: dict[str, Any], **of_exhibit: Any) -> Callable[[Cast, Rows], None]:
    """Plant it in a certificate."""

    def plant(cast: Cast, rows: Rows) -> None:
        exhibit(**of_exhibit)(cast, rows)
        Certificate.objects.filter(exhibit=rows["exhibit"]).update(kind=kind, **columns)

    return plant


def another_edition(cast: Cast, rows: Rows) -> None:
    old = rows["library_report"]
    newer = LibraryReport.objects.get(pk=old.pk)
    newer.pk, newer.content_hash = None, "x"
    newer.save()
    LibraryReport.objects.filter(pk=old.pk).update(superseded_by=newer, superseded_at=timezone.now())
    exhibit(kind="country", document=None, report=old, published_on=old.published_on)(cast, rows)


def late(cast: Cast, rows: Rows) -> None:
    past = clinics.today(cast.bay) - dt.timedelta(days=3)
    Deadline.objects.filter(pk=rows["deadline"].pk).update(
        state="open", rule="EOIR_INDIVIDUAL_30", act_by=past, safe_on=past, legal_on=past, nominal_on=past,
        proceeding=rows["proceeding"], hearing=None,
    )  # fmt: skip
    Hearing.objects.filter(proceeding=rows["proceeding"]).update(status="cancelled")


def unnumbered(_cast: Cast, _rows: Rows) -> None:
    Person.objects.update(a_number=None, a_number_hash=None)


def nobody(_cast: Cast, _rows: Rows) -> None:
    Party.objects.update(part="relative", is_lead=False)


def no_judge(_cast: Cast, _rows: Rows) -> None:
    Proceeding.objects.update(judge="")


def no_hearing(_cast: Cast, _rows: Rows) -> None:
    Hearing.objects.update(status="cancelled")


def no_lead(_cast: Cast, _rows: Rows) -> None:
    Assignment.objects.update(duty="mentor")


def stranger(cast: Cast, rows: Rows) -> None:
    paper(numbers=[[1, findings.number_hash(cast.case, "999999999")]])(cast, rows)


def in_packet(code: str, at: str, **columns: Any) -> Callable[[Cast, Rows], None]:
    """Plant a finding of a built packet, as the engine and the check of the result leave it in the row."""

    def plant(_cast: Cast, rows: Rows) -> None:
        found = {"code": code, "sentence": f"Planted: {code}.", "hard": True, "at": at, "exhibit": None}
        Packet.objects.filter(pk=rows["packet"].pk).update(findings=[found], **columns)

    return plant


DECLARED: dict[str, Any] = {"kind": "declaration", "signed_on": dt.date(2026, 1, 5), "oath": "long"}
ABROAD: dict[str, Any] = DECLARED | {"signed_in": "GT", "oath": "short"}
COUNTRY: dict[str, Any] = {"kind": "country", "published_on": dt.date(2020, 1, 5)}
BEFORE: dict[str, tuple[Callable[[Cast, Rows], None], str, str]] = {
    # code: (how it is planted, the address that its link opens, the field there)
    "document": (paper(findings=["was damaged and has been repaired"]), "exhibit", ""),
    "glyphs": (exhibit(title="Carta 漢"), "exhibit", "title"),
    "translation": (certified("interpretation", {}, language="spa"), "exhibit_translation", "document"),
    "certificate": (certified("translation", FULL | {"name": ""}, language="spa"), "exhibit_translation", "name"),
    "interpretation": (exhibit(**DECLARED, interpreted=True), "exhibit_interpretation", "name"),
    "unsigned": (exhibit(**DECLARED | {"signed_on": None}), "exhibit", "signed_on"),
    "oath_unread": (exhibit(**DECLARED | {"oath": ""}), "exhibit", "oath"),
    "oath": (exhibit(**ABROAD), "exhibit", "signed_in"),
    "disclosure": (exhibit(kind="juvenile"), "exhibit", "disclosure"),
    "newer_edition": (another_edition, "exhibit", ""),
    "undated": (exhibit(**COUNTRY | {"published_on": None}), "exhibit", "published_on"),
    "old_report": (exhibit(**COUNTRY), "exhibit", "published_on"),
    "unlooked": (paper(work="look"), "exhibit_pages", ""),
    "not_worked": (paper(work="look", work_problem="It was broken off."), "exhibit_pages", ""),
    "a_number": (stranger, "exhibit_pages", ""),
    **{code: (seen(code), "exhibit_pages", "") for code in preflight.KINDS if code != "no_text"},
    "no_text": (seen("no_text"), "exhibit_recognise" if ocr.find() else "exhibit_pages", ""),
    "late": (late, "deadline_why", ""),
    "caption_respondent": (nobody, "person_add", ""),
    "caption_a_number": (unnumbered, "person_edit", "a_number"),
    "caption_judge": (no_judge, "proceeding_change", ""),
    "caption_hearing": (no_hearing, "hearing_add", ""),
    "caption_filer": (no_lead, "case_team", ""),
}  # fmt: skip
BUILT = {
    "page_too_big": "evidence",
    "service": "packet_add",
    "index": "packet_add",
    "caption_court": "proceeding_change",
    "caption_detained": "proceeding_change",
    "witnesses": "witnesses",
    "charges": "charges",
    "order": "packet_add",
}
LONG = {"no_highlight"}  # a long report: in tests/actions/test_library.py, from real pages


@pytest.fixture
def rows(cast: Cast) -> Rows:
    """One of everything in the cast's case, its certificate without what it lacks."""
    found = stage.set_up(cast)
    with cast.bay.inside():
        Certificate.objects.update(**FULL, name="An invented translator", signed_on=dt.date(2026, 1, 5))
    return found


def link_after(page: str, sentence: str) -> str:
    """The address of the button or the form that stands beside the finding."""
    rest = page[page.index(sentence) :].split("</li>", 1)[0]
    found = re.search(r'(?:href|action)="([^"]+)"', rest)
    assert found, f"Nothing mends: {sentence}"
    return found[1]


@pytest.mark.parametrize("code", BEFORE)
def test_a_planted_fault_is_found_and_its_link_opens_what_mends_it(
    cast: Cast, browse: Browse, rows: Rows, code: str
) -> None:
    plant, address, field = BEFORE[code]
    browser, kwargs = browse(cast.paralegal), {"clinic": "bay", "reference": cast.case.reference}
    with cast.bay.inside():
        plant(cast, rows)
        case = Case.objects.get(pk=cast.case.pk)
        proceeding = packets.proceedings(case=case).first()
        found = looked.before(
            case=case,
            proceeding=proceeding,
            hearing=packets.next_hearing(proceeding) if proceeding else None,
            exhibits=list(evidence.visible(case=case, member=cast.paralegal)),
        )
    planted = [each for each in [*found.hard, *found.soft] if each.code == code]
    assert planted, [each.code for each in [*found.hard, *found.soft]]
    page = browser.get(reverse("packet_check", kwargs=kwargs)).content.decode()
    link = link_after(page, planted[0].sentence.split("“")[0].replace("'", "&#x27;"))
    mends = {name: rows[name].pk for name in ("exhibit", "proceeding", "deadline") if name in address}
    if address == "person_edit":
        mends = {"person": planted[0].person}
    assert link.split("?")[0].split("#")[0] == reverse(address, kwargs={**kwargs, **mends})
    if address == "exhibit_recognise":
        assert browser.post(link).status_code == 302
        return
    opened = browser.get(link)
    assert opened.status_code == 200
    assert link.endswith(f"#id_{field}") == bool(field)
    if field:
        assert f'id="id_{field}"' in opened.content.decode()


@pytest.mark.parametrize("code", BUILT)
def test_what_is_found_in_the_built_packet_leads_to_its_mending(
    cast: Cast, browse: Browse, rows: Rows, code: str
) -> None:
    kwargs = {"clinic": "bay", "reference": cast.case.reference}
    with cast.bay.inside():
        in_packet(code, BUILT[code])(cast, rows)
    browser = browse(cast.paralegal)
    page = browser.get(reverse("packet", kwargs={**kwargs, "packet": rows["packet"].pk})).content.decode()
    link = link_after(page, f"Planted: {code}.")
    more = {"proceeding": rows["proceeding"].pk} if BUILT[code] == "proceeding_change" else {}
    assert link == reverse(BUILT[code], kwargs={**kwargs, **more})
    assert browser.get(link).status_code == 200


def test_every_kind_of_finding_stands_in_these_tables() -> None:
    root = Path(__file__).resolve().parents[2] / "cases"
    files = [*(root / "queries").glob("*.py"), *(root / "pdf").glob("*.py")]
    files.remove(root / "pdf" / "folder.py")  # of the command alone, which has no pages to lead to
    codes = {
        code
        for file in files
        for code in re.findall(r'Finding\(\s*"([a-z_]+)"', file.read_text(encoding="utf-8"))
    }
    assert len(codes) > 15
    missing = (codes | set(preflight.KINDS)) - set(BEFORE) - set(BUILT) - LONG
    assert not missing, missing
    assert set(BUILT.values()) - {"packet_add", "witnesses", "charges"} <= set(looked._MENDED.values())
