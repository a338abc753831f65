"""Marks are made on pages by words or by a box, and what is filed bears them; only pages relied on are filed."""

import io
from pathlib import Path

import pytest

from cases import tasks
from cases.actions import certificates, evidence, exhibits, marks, packets
from cases.actions.evidence import Upload
from cases.errors import NotPermitted, Problem
from cases.models import Document, Exhibit, Mark, PacketPart
from cases.queries import evidence as asked
from tests import make
from tests.make import Cast
from tests.pdf import reading


def taken(cast: Cast, path: Path, words: str, *, pages: int = 3, name: str = "report.pdf") -> Exhibit:
    data = reading.make_pdf(path / "made.pdf", words=words, pages=pages).read_bytes()
    done = evidence.take_in(case=cast.case, uploads=[Upload(name, io.BytesIO(data))], by=cast.paralegal)
    return done.exhibits[0]


def test_words_are_found_marked_and_gone_from_what_is_filed(inside: Cast, tmp_path: Path) -> None:
    exhibit = taken(inside, tmp_path, "Account 77")
    (mark,) = marks.add_words(
        exhibit=exhibit,
        kind="redaction",
        page=2,
        words="account  77",
        because="account number",
        by=inside.paralegal,
    )
    assert (mark.page, mark.because) == (2, "account number")
    with pytest.raises(Problem, match="not found on page 2"):
        marks.add_words(exhibit=exhibit, kind="highlight", page=2, words="elsewhere", by=inside.paralegal)
    exhibits.describe(exhibit=exhibit, version=1, title="Statement", pages="2-3", by=inside.paralegal)
    shown = asked.exhibit(case=inside.case, pk=exhibit.pk, member=inside.attorney)
    first, second = reading.texts(marks.as_filed(exhibit=shown, by=inside.attorney))
    assert "Account" not in first
    assert "Account 77 3" in second
    marks.remove(exhibit=exhibit, pk=mark.pk, by=inside.paralegal)
    marks.remove(exhibit=exhibit, pk=mark.pk, by=inside.paralegal)
    assert not Mark.objects.exists()


@pytest.mark.parametrize("box", [(0, 0, 0, 10), (5, 9, 10, 9), (0, 0, 1001, 10), (-1, 0, 10, 10)])
def test_a_box_off_the_page_is_refused(inside: Cast, tmp_path: Path, box: tuple[int, int, int, int]) -> None:
    exhibit = taken(inside, tmp_path, "X", pages=1)
    with pytest.raises(Problem, match="must lie on the page"):
        marks.add_box(exhibit=exhibit, kind="highlight", page=1, box=box, by=inside.paralegal)
    with pytest.raises(Problem, match="no page 2"):
        marks.add_box(exhibit=exhibit, kind="highlight", page=2, box=(0, 0, 9, 9), by=inside.paralegal)
    with pytest.raises(NotPermitted):
        marks.add_box(exhibit=exhibit, kind="highlight", page=1, box=(0, 0, 9, 9), by=inside.social_worker)


def test_a_packet_binds_chosen_pages_and_both_languages_as_one_exhibit(cast: Cast, tmp_path: Path) -> None:
    with cast.bay.inside():
        exhibit = taken(cast, tmp_path, "Denuncia", pages=4)
        translation = taken(cast, tmp_path, "Translation", pages=2, name="t.pdf")
        marks.add_box(exhibit=exhibit, kind="redaction", page=2, box=(0, 0, 1000, 1000), by=cast.paralegal)
        made = exhibits.describe(
            exhibit=exhibit, version=1, title="Complaint", language="spa", pages="1-2", by=cast.paralegal
        )
        certificates.record(
            exhibit=made, version=2, kind="translation", document=translation.document, by=cast.paralegal
        )
        exhibits.set_aside(exhibit=translation, by=cast.paralegal)
        listed = asked.for_case_page(case=cast.case, member=cast.paralegal)
        assert listed.set_aside == [], "a translation is part of its exhibit"
        packet = packets.order(
            case=cast.case,
            proceeding=make.make_proceeding(cast.case),
            title="Evidence",
            exhibits=[made],
            by=cast.paralegal,
        )
    assert tasks.build_packet(cast.bay.pk, packet.pk)
    with cast.bay.inside():
        packet.refresh_from_db()
        assert packet.state == "built", packet.problem
        pages = reading.texts(packets.download(part=PacketPart.objects.get(), by=cast.attorney))
    words = [page.split()[:2] for page in pages]
    assert [w for w in words if w and w[0] in ("Denuncia", "Translation")] == [
        ["Denuncia", "1"],
        ["Translation", "1"],
        ["Translation", "2"],
    ]
    assert "Denuncia 2" not in " ".join(pages)


def test_an_a_number_of_somebody_else_is_said_without_saying_whose(inside: Cast, tmp_path: Path) -> None:
    own = inside.case.parties.get().person
    assert own.a_number
    number = own.a_number.reveal()
    exhibit = taken(inside, tmp_path, f"A {number[:3]}-{number[3:6]}-{number[6:]} and A 209-111-222", pages=2)
    found = asked.for_case_page(case=inside.case, member=inside.paralegal).exhibits[0].findings
    said = [each for each in found if each.code == "a_number"]
    assert [each.page for each in said] == [1, 2]
    assert "209" not in " ".join(each.sentence for each in said)
    assert "209111222" not in str(Document.objects.get().numbers)
    exhibits.describe(exhibit=exhibit, version=1, title="X", pages="2", by=inside.paralegal)
    marks.add_words(exhibit=exhibit, kind="redaction", page=2, words="A 209-111-222", by=inside.paralegal)
    found = asked.for_case_page(case=inside.case, member=inside.paralegal).exhibits[0].findings
    (said_now,) = [each for each in found if each.code == "a_number"]
    assert (said_now.page, said_now.hard) == (2, False)


def test_the_row_is_sorted_and_what_came_meanwhile_stays_last(inside: Cast, tmp_path: Path) -> None:
    a, b, c = (taken(inside, tmp_path, name, pages=1, name=f"{name}.pdf") for name in "abc")
    exhibits.arrange(case=inside.case, order=[b.pk, a.pk, 999_999, b.pk], by=inside.paralegal)
    row = asked.visible(case=inside.case, member=inside.paralegal).values_list("pk", "position")
    assert list(row) == [(b.pk, 1), (a.pk, 2), (c.pk, 3)]
