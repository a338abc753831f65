"""The library holds published reports for every case, and nothing of a client."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest

from cases.actions import evidence, exhibits, library
from cases.actions.evidence import Upload
from cases.errors import Missing, NotPermitted, Problem
from cases.models import Exhibit, LibraryReport, Membership
from cases.queries import clinics, findings
from cases.queries import evidence as asked
from cases.queries import library as shelf
from tests.make import Cast
from tests.pdf import reading


def report(cast: Cast, path: Path, words: str = "Country report", **fields: Any) -> LibraryReport:
    data = reading.make_pdf(path / "made.pdf", words=words, pages=fields.pop("pages", 3)).read_bytes()
    given: dict[str, Any] = {
        "title": "Human rights in an invented country",
        "publisher": "An invented agency",
        "published_on": dt.date(2026, 1, 5),
        "by": cast.paralegal,
    }
    return library.add(upload=Upload("report.pdf", io.BytesIO(data)), **given | fields)


def test_a_report_added_once_is_cited_in_two_cases_with_pages_of_their_own(
    inside: Cast, tmp_path: Path
) -> None:
    made = report(inside, tmp_path, pages=9)
    one = exhibits.cite(case=inside.case, report=made, pages="2-3", by=inside.attorney)
    with pytest.raises(Problem, match="has 9 pages"):
        exhibits.cite(case=inside.other_case, report=made, pages="10", by=inside.volunteer)
    two = exhibits.cite(case=inside.other_case, report=made, pages="9", by=inside.volunteer)
    assert (one.pages, two.pages, one.kind, one.source) == ("2-3", "9", "country", "An invented agency")
    with pytest.raises(Problem, match="already an exhibit"):
        exhibits.cite(case=inside.case, report=made, pages="", by=inside.paralegal)
    (row,) = shelf.reports(member=inside.attorney)
    assert row.cited == 1, "a case that somebody may not see is not counted for them"
    assert asked.for_case_page(case=inside.case, member=inside.attorney).pages == 2


def test_a_clients_paper_is_refused_without_saying_whose(inside: Cast, tmp_path: Path) -> None:
    data = reading.make_pdf(tmp_path / "x.pdf", words="Denuncia").read_bytes()
    evidence.take_in(case=inside.case, uploads=[Upload("x.pdf", io.BytesIO(data))], by=inside.paralegal)
    with pytest.raises(Problem, match="as a client's paper") as refused:
        library.add(
            upload=Upload("x.pdf", io.BytesIO(data)),
            title="A report",
            publisher="Somebody",
            published_on=dt.date(2026, 1, 5),
            by=inside.walled,
        )
    assert inside.case.reference not in refused.value.sentence
    with pytest.raises(Problem, match="bears an A-number"):
        report(inside, tmp_path, words="File A 209-111-222")
    assert not LibraryReport.objects.exists()


def test_the_same_report_is_kept_once_and_a_newer_edition_is_told_to_who_cites(
    inside: Cast, tmp_path: Path
) -> None:
    old = report(inside, tmp_path, published_on=dt.date(2023, 1, 5))
    again = Upload("again.pdf", io.BytesIO((tmp_path / "made.pdf").read_bytes()))
    with pytest.raises(Problem, match="in the library already"):
        library.add(
            upload=again,
            title="Another title",
            publisher="Somebody",
            published_on=dt.date(2026, 1, 5),
            by=inside.paralegal,
        )
    exhibit = exhibits.cite(case=inside.case, report=old, pages="", by=inside.paralegal)
    newer = report(inside, tmp_path, words="Newer")
    with pytest.raises(Problem, match="not after this one"):
        library.supersede(report=newer, version=1, newer=old, by=inside.paralegal)
    old = library.supersede(report=old, version=1, newer=newer, by=inside.paralegal)
    shown = asked.exhibit(case=inside.case, pk=exhibit.pk, member=inside.paralegal)
    codes = {each.code for each in findings.of_exhibit(shown, today=clinics.today(inside.bay))}
    assert {"newer_edition", "old_report"} <= codes
    with pytest.raises(Problem, match="newer edition"):
        exhibits.cite(case=inside.other_case, report=old, pages="", by=inside.coordinator)
    assert [each.report for each in shelf.to_cite(case=inside.case, member=inside.paralegal)] == [newer]


def test_who_keeps_it_and_who_reads_it(cast: Cast, tmp_path: Path) -> None:
    with cast.bay.inside():
        made = report(cast, tmp_path)
        for who in (cast.attorney, cast.volunteer, cast.auditor, cast.social_worker):
            with pytest.raises(NotPermitted):
                report(cast, tmp_path, words="Another", by=who)
        assert shelf.report(pk=made.pk, member=cast.volunteer).pages == 3
        assert "Country report 1" in reading.texts(library.read(report=made, by=cast.attorney))[0]
        for nobody in (cast.auditor, cast.interpreter):
            with pytest.raises(Missing):
                shelf.report(pk=made.pk, member=nobody)
    with cast.river.inside():
        assert not LibraryReport.objects.exists()
        neighbour: Membership = cast.neighbour
        assert shelf.reports(member=neighbour) == []
        assert not Exhibit.objects.exists()
