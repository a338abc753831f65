"""A notice in the browser: chosen by its kind, previewed, kept with its scan, compared, taken back."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.models import DatedNotice, Deadline
from tests.access.stage_papers import PDF
from tests.make import Cast
from tests.views.court import NOW, Browse, said, save, settle, url


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(autouse=True)
def settled(on_the_day: None, cast: Cast) -> None:
    """The cast is put to work on that day, not on the day on which the tests run."""
    settle(cast)


def address(cast: Cast, kind: str = "rfe") -> str:
    return reverse("notice_add", kwargs={"clinic": "bay", "reference": cast.case.reference, "kind": kind})


def form(**more: Any) -> dict[str, Any]:
    given = {
        "notice_on": "11/16/2026",
        "service": "mail",
        "served_on": "11/18/2026",
        "once": str(uuid.uuid4()),
    }
    return given | more


def recorded(cast: Cast) -> DatedNotice:
    with cast.bay.inside():
        return DatedNotice.objects.select_related("case").get()


def test_from_the_kind_to_its_dates(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.paralegal)
    kinds = browser.get(url("notice_new", cast)).content.decode()
    assert address(cast) in kinds and address(cast, "tps_notice") in kinds
    page = browser.get(address(cast))
    assert "respond_by" in page.context["form"].fields and "appointment" not in page.context["form"].fields
    given = form(respond_by="1/11/2027", receipt_number="ioe 0912345678")
    seen = browser.post(address(cast), given)
    words = said(seen)
    assert "Not saved yet" in words and "1 new date" in words and "Mon 11 Jan 2027" in words
    with cast.bay.inside():
        assert not DatedNotice.objects.exists(), "looking records nothing"
    again = given | {"step": "apply", "shown": seen.context["plan"].digest}
    first, second = browser.post(address(cast), again), browser.post(address(cast), again)
    assert first.status_code == second.status_code == 302 and first["Location"] == second["Location"]
    made = recorded(cast)
    told = said(browser.get(url("notice", cast, notice=made.pk)))
    for part in (
        "Wed 18 Nov 2026",
        "IOE 0912345678",
        "act by Mon 11 Jan 2027",
        "unconfirmed",
        "is not here yet",
    ):
        assert part in told, part
    case = browser.get(url("case", cast)).content.decode()
    assert url("notice", cast, notice=made.pk) in case and "Request for evidence" in case


def test_its_scan_is_taken_in_and_compared(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.paralegal)
    save(browser, address(cast), form())
    made = recorded(cast)
    here, scan = url("notice", cast, notice=made.pk), url("notice_scan", cast, notice=made.pk)
    nothing = browser.post(scan, {"once": str(uuid.uuid4())})
    assert "one of the two" in said(nothing)
    bad = browser.post(scan, {"paper": SimpleUploadedFile("x.pdf", b"no pdf"), "once": str(uuid.uuid4())})
    assert bad.status_code == 200 and "x.pdf" in said(bad)
    sent = {"paper": SimpleUploadedFile("rfe.pdf", PDF), "once": str(uuid.uuid4())}
    assert browser.post(scan, sent).status_code == 302
    document = recorded(cast).document_id
    assert (
        document is not None
        and url("document", cast, document=document) in browser.get(here).content.decode()
    )
    compare = reverse(
        "confirm", kwargs={"clinic": "bay", "reference": cast.case.reference, "trigger": f"notice:{made.pk}"}
    )
    assert "You entered this yourself" in said(browser.get(compare))
    other = browse(cast.attorney)
    seen = other.get(f"{compare}?document={document}")
    assert "Wed 18 Nov 2026" in said(seen) and "It says the same" in said(seen)
    other.post(
        compare,
        {"document": document, "shown": seen.context["trigger"].fingerprint, "once": str(uuid.uuid4())},
    )
    assert "unconfirmed" not in said(other.get(here))


def test_a_slip_is_corrected_with_a_preview_and_two_people_are_told(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.paralegal)
    save(browser, address(cast), form())
    made = recorded(cast)
    change = url("notice_change", cast, notice=made.pk)
    assert browser.get(change).context["form"]["served_on"].value() == "11/18/2026"
    assert "1 date moves" in said(browser.post(change, form(served_on="11/16/2026", version=1)))
    save(browse(cast.attorney), change, form(served_on="11/17/2026", version=1))
    late = browser.post(change, form(served_on="11/16/2026", version=1))
    assert late.status_code == 409 and "Tue 17 Nov 2026" in said(late)
    back = url("notice_take_back", cast, notice=made.pk)
    assert "Why" in said(browser.post(back, {"version": 2, "because": "", "once": str(uuid.uuid4())}))
    assert save(browser, back, {"version": 2, "because": "Another client's", "once": str(uuid.uuid4())})
    assert "Another client's" in said(browser.get(url("notice", cast, notice=made.pk)))
    with cast.bay.inside():
        assert not Deadline.objects.filter(trigger=f"notice:{made.pk}", state="open").exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"notice_on": "31/31/2026"}, "month 31"),
        ({"notice_on": "", "served_on": ""}, "Which date is on it"),
        ({"served_on": "11/1/2026"}, "nothing is served before it is written"),
        ({"service": "pigeon"}, "pigeon"),
        ({"notice_on": "11/30/2026", "served_on": ""}, "still to come"),
    ],
)
def test_a_wrong_answer_stays_in_its_box_with_a_sentence(
    cast: Cast, browse: Browse, given: dict[str, str], words: str
) -> None:
    seen = browse(cast.paralegal).post(address(cast), form(**given))
    assert seen.status_code == 200 and words in said(seen)
    with cast.bay.inside():
        assert not DatedNotice.objects.exists()


def test_nobody_elses_business(cast: Cast, browse: Browse) -> None:
    save(browse(cast.paralegal), address(cast), form())
    made = recorded(cast)
    here = url("notice", cast, notice=made.pk)
    for who in (cast.walled, cast.volunteer, cast.neighbour):
        assert browse(who).get(here).status_code == 404
    assert browse(cast.social_worker).get(here).status_code == 200
    assert browse(cast.social_worker).get(address(cast)).status_code == 403
    assert browse(cast.paralegal).get(address(cast, "no-such-kind")).status_code == 404
    other = reverse(
        "notice", kwargs={"clinic": "bay", "reference": cast.other_case.reference, "notice": made.pk}
    )
    assert browse(cast.coordinator).get(other).status_code == 404
