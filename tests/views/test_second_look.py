"""Another date than the computed one, and the second look at what was typed: through the pages."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from cases.actions import evidence, overrides
from cases.models import AuditEvent, Confirmation, Deadline, Document, Override
from tests.actions.court import hearing
from tests.make import Cast
from tests.pdf.reading import make_pdf
from tests.views.court import NOW, Browse, said, save, url


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def due(cast: Cast) -> Deadline:
    """The evidence date of a hearing on Mon 28 Dec 2026, typed by the paralegal: act by Fri 27 Nov 2026."""
    with cast.bay.inside():
        hearing(cast)
        found: Deadline = Deadline.objects.get(rule="EOIR_INDIVIDUAL_30", state="open")
        return found


@pytest.fixture
def notice(cast: Cast, tmp_path: Path) -> Document:
    """The scanned notice, two pages, taken in like anybody's upload."""
    path = make_pdf(tmp_path / "notice.pdf", pages=2)
    with cast.bay.inside():
        one = evidence.Upload("notice.pdf", io.BytesIO(path.read_bytes()))
        evidence.take_in(case=cast.case, uploads=[one], by=cast.paralegal)
        found: Document = Document.objects.get()
        return found


def standing(cast: Cast) -> Deadline:
    with cast.bay.inside():
        found: Deadline = Deadline.objects.get(rule="EOIR_INDIVIDUAL_30", state="open")
        return found


def compare(due: Deadline, cast: Cast) -> str:
    return url("confirm", cast, trigger=due.trigger)  # type: ignore[arg-type]


def test_another_date_is_previewed_and_then_stands_beside_the_computed_one_everywhere(
    cast: Cast, browse: Browse, due: Deadline
) -> None:
    page = url("deadline_override", cast, deadline=due.pk)
    words = said(browse(cast.attorney).get(page))
    assert "Worked out: Fri 27 Nov 2026" in words and "The court sets this date" in words
    answers = {"day": "11/25/2026", "source": "by_hand", "reason": "The judge asked for it."}
    shown = said(browse(cast.attorney).post(page, answers))
    assert "1 date moves" in shown and "worked out: Fri 27 Nov 2026" in shown and "Not saved yet" in shown
    with cast.bay.inside():
        assert not Override.objects.exists(), "looking changed nothing"
    assert save(browse(cast.attorney), page, answers).status_code == 302
    now = standing(cast)
    assert now.hearing_id is not None
    for where in (
        url("deadline_why", cast, deadline=now.pk),
        url("case", cast),
        url("hearing", cast, hearing=now.hearing_id),
        "/bay/deadlines/",
    ):
        words = said(browse(cast.attorney).get(where))
        assert "Wed 25 Nov 2026" in words and "worked out: Fri 27 Nov 2026" in words, where
        assert "Set by hand: Wed 25 Nov 2026. The judge asked for it. (Attorney, Sun 22 Nov 2026)" in words, (
            where
        )


def test_a_paralegal_is_offered_the_printed_date_only_and_a_social_worker_nothing(
    cast: Cast, browse: Browse, due: Deadline
) -> None:
    page = url("deadline_override", cast, deadline=due.pk)
    assert "Set by hand" not in said(browse(cast.paralegal).get(page))
    answers = {"day": "12/1/2026", "source": "by_hand", "reason": "x"}
    assert browse(cast.paralegal).post(page, answers).status_code == 200
    assert save(browse(cast.paralegal), page, {**answers, "source": "printed"}).status_code == 302
    assert browse(cast.social_worker).get(page).status_code == 403
    words = said(browse(cast.social_worker).get(url("deadline_why", cast, deadline=standing(cast).pk)))
    assert "Tue 1 Dec 2026" in words and "Set another date" not in words


def test_it_is_taken_back_on_its_own_page(cast: Cast, browse: Browse, due: Deadline) -> None:
    with cast.bay.inside():
        made = overrides.set_date(
            deadline=due, day=NOW.date(), source="by_hand", reason="Once.", by=cast.attorney
        )
    page = url("deadline_override_take_back", cast, deadline=made.pk)
    answer = save(browse(cast.attorney), page, {"because": "The judge withdrew it."})
    assert answer.status_code == 302 and standing(cast).act_by == due.act_by


def test_the_date_is_called_unconfirmed_in_every_list_until_somebody_else_compared_it(
    cast: Cast, browse: Browse, due: Deadline, notice: Document
) -> None:
    lists = (
        url("case", cast),
        url("hearing", cast, hearing=due.hearing_id),  # type: ignore[arg-type]
        "/bay/deadlines/",
        url("deadline_why", cast, deadline=due.pk),
    )
    for where in lists:
        assert "nconfirmed" in said(browse(cast.attorney).get(where)), where
    facts = browse(cast.attorney).get(compare(due, cast))
    words = said(facts)
    assert "Mon 28 Dec 2026" in words and "9:00 AM Houston time" in words and "Page 1 of 2" in words
    sign = facts.context["trigger"].fingerprint
    answer = browse(cast.attorney).post(
        compare(due, cast), {"document": notice.pk, "shown": sign}, follow=True
    )
    assert "Compared, and the same: Attorney" in said(answer)
    for where in (lists[1], lists[3]):
        assert "nconfirmed" not in said(browse(cast.attorney).get(where)), where
    with cast.bay.inside():
        assert Confirmation.objects.get().by_id == cast.attorney.pk
        assert AuditEvent.objects.filter(verb="deadline.confirm", membership_id=cast.attorney.pk).exists()


def test_whoever_typed_it_is_told_to_ask_a_colleague(
    cast: Cast, browse: Browse, due: Deadline, notice: Document
) -> None:
    facts = browse(cast.paralegal).get(compare(due, cast))
    assert "You entered this yourself" in said(facts) and "It says the same" not in said(facts)
    sign = facts.context["trigger"].fingerprint
    answer = browse(cast.paralegal).post(compare(due, cast), {"document": notice.pk, "shown": sign})
    assert answer.status_code == 403 and "Ask a colleague" in said(answer)


def test_without_a_scan_the_page_says_to_add_it_first(cast: Cast, browse: Browse, due: Deadline) -> None:
    answer = browse(cast.attorney).get(compare(due, cast))
    assert "add the scanned hearing notice first" in said(answer)
    assert url("evidence", cast) in answer.content.decode()
    assert "It says the same" not in said(answer)


def test_what_says_something_else_leads_to_where_it_is_put_right(
    cast: Cast, browse: Browse, due: Deadline, notice: Document
) -> None:
    page = browse(cast.attorney).get(compare(due, cast)).content.decode()
    assert url("hearing_move", cast, hearing=due.hearing_id) in page and "It says something else" in page  # type: ignore[arg-type]


def test_the_paper_is_chosen_and_leafed_through(
    cast: Cast, browse: Browse, due: Deadline, notice: Document
) -> None:
    answer = browse(cast.attorney).get(compare(due, cast), {"document": str(notice.pk), "page": "2"})
    assert "Page 2 of 2" in said(answer)
    picture = browse(cast.attorney).get(url("document_page", cast, document=notice.pk, page=2))
    assert picture.headers["Content-Type"] == "image/jpeg"
    with Image.open(io.BytesIO(picture.content)) as image:
        assert image.format == "JPEG" and image.width == 1100
    assert (
        browse(cast.attorney).get(url("document_page", cast, document=notice.pk, page=3)).status_code == 404
    )
    for nonsense in ({"document": "x"}, {"document": "0"}, {"document": str(notice.pk), "page": "99"}):
        assert browse(cast.attorney).get(compare(due, cast), nonsense).status_code == 200


def test_what_awaits_my_eyes_is_a_list_of_its_own(cast: Cast, browse: Browse, due: Deadline) -> None:
    mine = browse(cast.attorney).get("/bay/deadlines/", {"whose": "compare"})
    assert "File evidence" in said(mine) and compare(due, cast) in mine.content.decode()
    theirs = browse(cast.paralegal).get("/bay/deadlines/", {"whose": "compare"})
    assert "Nothing waits for your eyes" in said(theirs)
    assert "To compare with the paper" not in said(browse(cast.social_worker).get("/bay/deadlines/"))


def test_nobody_compares_what_they_may_not_see(cast: Cast, browse: Browse, due: Deadline) -> None:
    for member, status in ((cast.social_worker, 403), (cast.walled, 404), (cast.volunteer, 404)):
        assert browse(member).get(compare(due, cast)).status_code == status
    gone = url("confirm", cast, trigger="hearing:999999")  # type: ignore[arg-type]
    assert browse(cast.attorney).get(gone).status_code == 404
