"""Filings in the browser: two clicks for the usual case, a preview where dates move, and what a rejection leaves open."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.urls import reverse

from cases.actions import filings, proceedings
from cases.models import Client, Deadline, Filing, Proceeding
from tests import make
from tests.make import Cast
from tests.views.court import NINE, NOW, Browse, said, save, url

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def where(cast: Cast) -> Proceeding:
    with cast.bay.inside():
        return make.make_proceeding(cast.case)


@pytest.fixture
def due(cast: Cast, where: Proceeding) -> Deadline:
    """Evidence for a hearing on Mon 28 Dec 2026: act by Fri 27 Nov, legal date Mon 30 Nov."""
    with cast.bay.inside():
        hearing = proceedings.add_hearing(
            proceeding=where, by=cast.paralegal, kind="individual", day=dt.date(2026, 12, 28), time=NINE
        )
        found: Deadline = Deadline.objects.get(hearing=hearing)
        return found


def form(cast: Cast, **more: Any) -> dict[str, Any]:
    given = {
        "title": "Evidence",
        "method": "ecas",
        "filed_on": "11/20/2026",
        "filed_by": cast.attorney.pk,
        "once": str(uuid.uuid4()),
    }
    return given | more


def filed(cast: Cast, due: Deadline, **facts: Any) -> Filing:
    given: dict[str, Any] = {"title": "Evidence", "method": "ecas", "filed_on": dt.date(2026, 11, 20)} | facts
    with cast.bay.inside():
        return filings.record(case=cast.case, deadline=due, by=cast.paralegal, **given)


def test_filed_and_accepted_today_shows_what_it_closes_and_closes_it(
    cast: Cast, browse: Browse, due: Deadline
) -> None:
    browser = browse(cast.attorney)
    case = browser.get(url("case", cast)).content.decode()
    first = url("deadline_filed", cast, deadline=due.pk) + "?accepted=today"
    assert first in case, "the first click stands at the date"
    page = browser.get(first)
    shown = page.context["form"]
    given = {name: shown[name].value() for name in shown.fields}
    sent = {name: value for name, value in given.items() if value not in (None, False)}
    assert (sent["filed_on"], sent["accepted_on"], sent["method"]) == ("11/22/2026", "11/22/2026", "ecas")
    seen = browser.post(first, sent)
    words = said(seen)
    assert "1 date is met" in words and "Not saved yet" in words
    [change] = seen.context["plan"].changes
    assert (change.kind, change.title, change.old, change.new) == ("met", due.title, due.act_by, None)
    with cast.bay.inside():
        assert Deadline.objects.get(pk=due.pk).state == "open", "nothing is closed by looking"
    sent |= {"step": "apply", "shown": seen.context["plan"].digest}
    assert "Accepted Sun 22 Nov 2026" in said(browser.post(first, sent, follow=True))
    with cast.bay.inside():
        assert Deadline.objects.get(pk=due.pk).state == "done"


def test_a_filing_waits_and_the_date_says_so(cast: Cast, browse: Browse, due: Deadline) -> None:
    browser, address = browse(cast.attorney), url("deadline_filed", cast, deadline=due.pk)
    assert "The date closes when the filing is accepted, not when it is sent." in said(browser.get(address))
    made = browser.post(address, form(cast, received_on="", document_type="Evidence"), follow=True)
    words = said(made)
    assert (
        "Not yet accepted" in words and "Received Fri 20 Nov 2026, 7 days before the day to act by" in words
    )
    for page in (
        url("case", cast),
        url("deadline_why", cast, deadline=due.pk),
        reverse("deadlines", kwargs={"clinic": "bay"}),
    ):
        answer = browser.get(page)
        assert "Filed Fri 20 Nov 2026, not yet accepted" in said(answer), page
        with cast.bay.inside():
            pk = Filing.objects.get().pk
        assert url("filing_accept", cast, filing=pk) in answer.content.decode(), page
    assert "Evidence" in said(browser.get(url("filings", cast)))


def test_a_double_click_records_one_filing(cast: Cast, browse: Browse, due: Deadline) -> None:
    browser, address, given = browse(cast.attorney), url("deadline_filed", cast, deadline=due.pk), form(cast)
    given["accepted_on"] = "11/20/2026"
    first, second = save(browser, address, given), browser.post(address, given)
    assert first.status_code == second.status_code == 302 and first["Location"] == second["Location"]
    with cast.bay.inside():
        assert Filing.objects.count() == 1


def test_a_rejection_shows_what_opens_before_it_is_saved(cast: Cast, browse: Browse, due: Deadline) -> None:
    filing = filed(cast, due)
    with cast.bay.inside():
        filing = filings.accept(filing=filing, version=1, on=dt.date(2026, 11, 20), by=cast.paralegal)
    browser, address = browse(cast.attorney), url("filing_reject", cast, filing=filing.pk)
    assert "This date opens again at once" in said(browser.get(address))
    given = {
        "on": "11/21/2026",
        "reason": "No proof of service",
        "version": filing.version,
        "once": str(uuid.uuid4()),
    }
    assert "“" not in said(browser.post(address, given | {"reason": "x" * 10}))
    seen = browser.post(address, given)
    assert "Not saved yet" in said(seen) and "1 new date" in said(seen)
    with cast.bay.inside():
        assert Filing.objects.get().outcome == "accepted", "nothing is saved by looking"
    shown = {"step": "apply", "shown": seen.context["plan"].digest}
    words = said(browser.post(address, given | shown, follow=True))
    for part in (
        "Rejected Sat 21 Nov 2026: No proof of service",
        "counts as not filed",
        "There is still time: act by Fri 27 Nov 2026",
        "Motion to accept a late filing",
        "Ask your supervising attorney",
        "from memory",
        "EOIR Policy Manual",
    ):
        assert part in words, part
    assert "Rejected Sat 21 Nov 2026: No proof of service" in said(browser.get(url("case", cast)))


def test_the_motion_starts_a_packet_of_its_title(cast: Cast, browse: Browse, due: Deadline) -> None:
    filing = filed(cast, due)
    with cast.bay.inside():
        filings.reject(filing=filing, version=1, on=TODAY, reason="Wrong type", by=cast.paralegal)
    browser = browse(cast.attorney)
    page = browser.get(url("deadline_why", cast, deadline=due.pk)).content.decode()
    address = url("packet_add", cast) + "?title=Respondent%27s%20Motion%20to%20Accept%20Late%20Filing"
    assert address in page
    form_ = browser.get(address).context["form"]
    assert form_["title"].value() == "Respondent's Motion to Accept Late Filing"


def test_an_appeal_has_no_motion(cast: Cast, browse: Browse, where: Proceeding) -> None:
    with cast.bay.inside():
        proceedings.record_decision(
            proceeding=where,
            by=cast.paralegal,
            outcome="removal",
            decided_on=dt.date(2026, 11, 2),
            service="oral",
        )
        appeal = Deadline.objects.get(rule="BIA_APPEAL_30")
    filing = filed(cast, appeal, title="EOIR-26")
    with cast.bay.inside():
        filings.reject(filing=filing, version=1, on=TODAY, reason="No fee", by=cast.paralegal)
    answer = browse(cast.attorney).get(url("filing", cast, filing=filing.pk))
    assert "There is no motion to accept a late appeal" in said(answer) and "Morales-Morales" in said(answer)
    assert "Start a packet" not in said(answer)


def test_an_accepted_i589_is_previewed_and_entered_once(
    cast: Cast, browse: Browse, where: Proceeding
) -> None:
    with cast.bay.inside():
        Client.objects.update(last_arrival_on=dt.date(2026, 3, 3))
        from cases.actions import deadlines

        deadlines.recompute(case=cast.case, by=cast.paralegal)
        one_year = Deadline.objects.get(rule="I589_ONE_YEAR")
    browser, address = browse(cast.attorney), url("deadline_filed", cast, deadline=one_year.pk)
    page = browser.get(address)
    assert page.context["form"]["is_i589"].value() is True
    given = form(cast, title="I-589", is_i589="on", proceeding=where.pk, accepted_on="11/20/2026")
    seen = browser.post(address, given)
    assert "Not saved yet" in said(seen), said(seen)
    browser.post(address, given | {"step": "apply", "shown": seen.context["plan"].digest})
    with cast.bay.inside():
        where.refresh_from_db()
        assert where.i589_filed_on == dt.date(2026, 11, 20)
        assert Deadline.objects.get(pk=one_year.pk).state == "done"


def test_late_is_said_before_it_is_saved(
    cast: Cast, browse: Browse, due: Deadline, time_machine: Any
) -> None:
    time_machine.move_to(dt.datetime(2026, 12, 7, 18, 0, tzinfo=dt.UTC), tick=False)
    browser, address = browse(cast.attorney), url("deadline_filed", cast, deadline=due.pk)
    given = form(cast, filed_on="12/2/2026", accepted_on="12/3/2026")
    seen = browser.post(address, given)
    assert "It arrived late: received Wed 2 Dec 2026." in said(seen)
    with cast.bay.inside():
        assert not Filing.objects.exists()
    saved = browser.post(
        address, given | {"step": "apply", "shown": seen.context["plan"].digest}, follow=True
    )
    assert "It arrived late" in said(saved)


def test_somebody_elses_change_is_shown_not_overwritten(cast: Cast, browse: Browse, due: Deadline) -> None:
    filing = filed(cast, due, method="mail")
    with cast.bay.inside():
        filings.receive(filing=filing, version=1, received_on=dt.date(2026, 11, 21), by=cast.paralegal)
    given = {"on": "11/22/2026", "received_on": "11/20/2026", "version": 1, "once": str(uuid.uuid4())}
    browser, address = browse(cast.attorney), url("filing_accept", cast, filing=filing.pk)
    answer = browser.post(address, given)
    assert answer.status_code == 409
    words = said(answer)
    assert "Fri 20 Nov 2026" in words and "Sat 21 Nov 2026" in words and "Paralegal" in words
    assert save(browser, address, given | {"version": 2}).status_code == 302
    assert "Accepted Sun 22 Nov 2026" in said(browser.get(url("filing", cast, filing=filing.pk)))


def test_a_filing_without_a_date_names_its_proceeding(cast: Cast, browse: Browse) -> None:
    browser, address = browse(cast.attorney), url("filing_add", cast)
    assert "This case has no proceeding yet" in said(browser.get(address))
    with cast.bay.inside():
        where = make.make_proceeding(cast.case)
    made = browser.post(address, form(cast, title="EOIR-28", proceeding=where.pk), follow=True)
    assert "EOIR-28" in said(made) and "The date it answers" not in said(made)


def test_a_date_is_given_to_another_owner(cast: Cast, browse: Browse, due: Deadline) -> None:
    browser, address = browse(cast.paralegal), url("deadline_own", cast, deadline=due.pk)
    assert address in browser.get(url("deadline_why", cast, deadline=due.pk)).content.decode()
    page = browser.get(address)
    names = said(page)
    assert "Supervisor" in names and "Walled" not in names and "Volunteer" not in names
    given = {"owner": cast.supervisor.pk, "was": due.owner_id, "once": str(uuid.uuid4())}
    browser.post(address, given)
    with cast.bay.inside():
        assert Deadline.objects.get(pk=due.pk).owner == cast.supervisor
    late = browser.post(address, given | {"owner": cast.coordinator.pk, "once": str(uuid.uuid4())})
    assert "Somebody gave this date to Supervisor" in said(late)


def test_the_clinics_own_date_closes_with_a_word(cast: Cast, browse: Browse, due: Deadline) -> None:
    with cast.bay.inside():
        Deadline.objects.filter(pk=due.pk).update(kind="information", rule="PROTECTIVE_1Y")
    browser, address = browse(cast.attorney), url("deadline_settle", cast, deadline=due.pk)
    assert "required" in said(browser.post(address, {"because": ""})).lower()
    browser.post(address, {"because": "I-589 filed with USCIS", "once": str(uuid.uuid4())})
    words = said(browser.get(url("deadline_why", cast, deadline=due.pk)))
    assert "Done: I-589 filed with USCIS" in words


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_questions_for_one_and_for_three(
    cast: Cast, browse: Browse, due: Deadline, django_assert_num_queries: Any, number: int
) -> None:
    for _ in range(number):
        filed(cast, due)
    with cast.bay.inside():
        for filing in Filing.objects.all()[:1]:
            filings.accept(filing=filing, version=1, on=TODAY, by=cast.paralegal)
    browser = browse(cast.attorney)
    with django_assert_num_queries(LIST_QUERIES):
        browser.get(url("filings", cast))


LIST_QUERIES = (
    15  # 3 for who is asking, 5 for the fence, 2 for the bar, the case, the reading, then its own 3
)
