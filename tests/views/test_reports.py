"""The report on the page and as files: the same numbers in all four, names only where they were asked for."""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.core import mail as outbox
from django.test import Client as Browser

from cases import sheets, tasks
from cases.actions import reports
from cases.mail import NotSent
from cases.models import AuditEvent, Deadline, Membership, SavedReport
from cases.queries.reports import saved
from cases.queries.reports.choices import Choices
from tests import make
from tests.make import Cast
from tests.pdf import reading

Browse = Callable[[Membership], Browser]


@pytest.fixture
def stage(cast: Cast) -> Cast:
    """A date today, one overdue without an owner, a hearing without a packet, a child who turns 18."""
    with cast.bay.inside():
        today = dt.datetime.now(tz=dt.UTC).date()
        proceeding = make.make_proceeding(cast.case)
        make.make_hearing(proceeding, today + dt.timedelta(days=30))
        for days, owner in ((3, cast.attorney), (-3, None)):
            day = today + dt.timedelta(days=days)
            Deadline.objects.create(
                clinic=cast.bay, case=cast.case, proceeding=proceeding, rule="BIA_APPEAL_30", rule_version="x",
                kind="duty", title="=File the appeal", trigger=f"test:{days}", facts={}, nominal_on=day, legal_on=day,
                safe_on=day, act_by=day, authority="an invented authority", verification="verified", owner=owner,
            )  # fmt: skip
    return cast


def test_the_same_numbers_in_all_four_forms(stage: Cast, browse: Browse) -> None:
    browser = browse(stage.coordinator)
    page = browser.get("/bay/reports/deadlines/").content.decode()
    shown = [int(number) for number in re.findall(r'<span class="num">(\d+)</span></a>', page)]
    assert shown == [1, 1, 0, 1, 2]

    figures = browser.get("/bay/reports/deadlines/csv/?part=figures").content.decode("utf-8-sig")
    from_csv = [int(row[1]) for row in list(csv.reader(io.StringIO(figures)))[1:]]
    assert from_csv[:5] == shown
    assert from_csv[5] == page.count('data-label="Kind"') == 1

    book = zipfile.ZipFile(io.BytesIO(browser.get("/bay/reports/deadlines/xlsx/").content))
    sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own file
    cells = [cell for cell in sheet.iter() if cell.tag.endswith("}c") and cell.get("t") != "s"]
    assert [int("".join(cell.itertext())) for cell in cells] == from_csv

    paper = reading.texts(browser.get("/bay/reports/deadlines/pdf/").content)
    words = " ".join(paper[0].split())
    assert [
        int(number) for number in re.findall(r"(?:Due|Overdue|Unacknowledged|owner|contested) (\d+)", words)
    ][:5] == shown


@pytest.mark.parametrize("form", ["pdf", "xlsx", "csv"])
def test_a_file_names_clients_only_where_asked_and_leaves_a_trace(
    stage: Cast, browse: Browse, form: str
) -> None:
    def words(query: str) -> str:
        data = browse(stage.coordinator).get(f"/bay/reports/deadlines/{form}/{query}").content
        if form == "pdf":
            return " ".join(reading.texts(data))
        return (
            zipfile.ZipFile(io.BytesIO(data)).read("xl/sharedStrings.xml").decode()
            if form == "xlsx"
            else data.decode()
        )

    assert "Tzoc" not in words("")
    assert "Tzoc" in words("?names=yes")
    with stage.bay.inside():
        traces = list(
            AuditEvent.objects.filter(verb="report.take_away").order_by("pk").values_list("detail", flat=True)
        )
    assert [each["with_names"] for each in traces] == [False, True]


def test_nothing_typed_becomes_a_formula() -> None:
    assert b"'=cmd" in sheets.comma_separated(("a",), [("=cmd|x",)])
    assert b",-" not in sheets.comma_separated(("a", "b"), [("x", "-1+1")])


def test_a_view_is_kept_opened_mailed_and_forgotten(stage: Cast, browse: Browse) -> None:
    browser = browse(stage.coordinator)
    browser.post("/bay/reports/deadlines/keep/?days=7&court=HOU", {"name": "Houston, this week"})
    with stage.bay.inside():
        kept = SavedReport.objects.get()
    assert kept.choices == {"days": 7, "court": "HOU"}
    opened = browser.get(f"/bay/reports/{kept.pk}/")
    assert opened.headers["Location"] == "/bay/reports/deadlines/?days=7&court=HOU"
    assert browser.get(opened.headers["Location"]).status_code == 200
    assert browse(stage.supervisor).get(f"/bay/reports/{kept.pk}/").status_code == 404
    browser.post(f"/bay/reports/{kept.pk}/mail/", {"weekly": "yes"})
    assert b"Stop the mail" in browser.get("/bay/reports/deadlines/").content
    browser.post(f"/bay/reports/{kept.pk}/forget/")
    with stage.bay.inside():
        assert not SavedReport.objects.exists()


def test_a_choice_that_cannot_be_read_is_said_beside_it_and_the_rest_holds(
    stage: Cast, browse: Browse
) -> None:
    page = browse(stage.coordinator).get(
        "/bay/reports/deadlines/?since=2/30/2026&days=x&court=HOU&attorney=;--"
    )
    assert page.status_code == 200
    assert "30 days" in page.content.decode() or "28 days" in page.content.decode()


def test_the_weekly_mail_goes_once_a_week_and_names_nobody(stage: Cast) -> None:
    monday = dt.date(2026, 11, 23)
    with stage.bay.inside():
        kept = SavedReport.objects.create(
            clinic=stage.bay,
            membership=stage.coordinator,
            name="Tzoc",
            is_weekly=True,
            mailed_on=monday - dt.timedelta(1),
        )
        assert [each.pk for each in saved.to_mail(today=monday)] == [kept.pk]
        assert reports.send_weekly(pk=kept.pk, today=monday)
        assert not reports.send_weekly(pk=kept.pk, today=monday + dt.timedelta(days=6))
        assert reports.send_weekly(pk=kept.pk, today=monday + dt.timedelta(days=7))
    assert [message.to for message in outbox.outbox] == [[stage.coordinator.user.email]] * 2
    message = outbox.outbox[0]
    assert f"/bay/reports/{kept.pk}/" in message.body
    assert "Tzoc" not in message.message().as_string()


def test_the_worker_mails_in_the_clinics_own_morning(stage: Cast) -> None:
    with stage.bay.inside():
        SavedReport.objects.create(clinic=stage.bay, membership=stage.coordinator, name="x", is_weekly=True)
    with time_machine.travel(dt.datetime(2026, 11, 23, 12, 59, tzinfo=dt.UTC), tick=False):  # 6:59 in Houston
        assert tasks.mail_reports() == 0
    with time_machine.travel(dt.datetime(2026, 11, 23, 13, 0, tzinfo=dt.UTC), tick=False):
        assert (tasks.mail_reports(), tasks.mail_reports()) == (1, 0)


def test_a_mail_that_was_refused_waits_for_the_next_round(
    stage: Cast, settings: pytest.FixtureRequest
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # type: ignore[attr-defined]  # nobody listens there
    with stage.bay.inside():
        kept = SavedReport.objects.create(
            clinic=stage.bay, membership=stage.coordinator, name="x", is_weekly=True
        )
        with pytest.raises(NotSent):
            reports.send_weekly(pk=kept.pk, today=dt.date(2026, 11, 23))
        assert saved.to_mail(today=dt.date(2026, 11, 23)).exists()


def test_keeping_a_view_under_no_name_is_refused_with_a_sentence(stage: Cast, browse: Browse) -> None:
    answer = browse(stage.coordinator).post("/bay/reports/deadlines/keep/", {"name": " "}, follow=True)
    assert b"give the view a name" in answer.content
    with stage.bay.inside():
        assert Choices().query == "" and not SavedReport.objects.exists()
