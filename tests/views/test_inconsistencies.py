"""Contradictions in the browser: both sides, nothing proposed, resolved until a side changes."""

import datetime as dt
import uuid
from typing import Any

from django.urls import reverse

from cases.actions import accounts, answers, events, inconsistencies
from cases.law import drafts as texts
from cases.law.honest_dates import Stated, of_day
from cases.models import (
    Account,
    ContactPoint,
    Declaration,
    DeclarationVersion,
    InterviewSession,
    Paragraph,
    Person,
    Resolution,
)
from cases.queries import drafts
from cases.queries import inconsistencies as asked
from tests.make import Cast
from tests.views.court import Browse


def url(cast: Cast, name: str, **more: Any) -> str:
    return reverse(name, kwargs={"clinic": "bay", "reference": cast.case.reference, **more})


def post(browser: Any, address: str, **given: Any) -> Any:
    return browser.post(address, {"once": str(uuid.uuid4()), **given})


def child(cast: Cast) -> Person:
    found: Person = cast.case.parties.get(is_lead=True).person
    return found


def two_sources(cast: Cast) -> asked.Row:
    """The record says 4 Mar 2010; the notice to appear says another day."""
    accounts.of_fact(
        case=cast.case,
        about=child(cast),
        fact="birth_date",
        by=cast.paralegal,
        where={"source": "nta"},
        happened=of_day(dt.date(2009, 4, 4)),
    )
    (row,) = asked.report(case=cast.case, member=cast.paralegal).open
    return row


def test_a_contradiction_shows_both_sides_proposes_nothing_and_is_explained(
    cast: Cast, browse: Browse
) -> None:
    with cast.bay.inside():
        row = two_sources(cast)
    browser = browse(cast.attorney)
    page = browser.get(url(cast, "inconsistencies")).content.decode()
    assert "Attorney work product" in page and "Ask the declarant." in page
    assert "Thu 4 Mar 2010" in page and "Sat 4 Apr 2009" in page and "Notice to appear" in page
    assert "What could not be compared" in page
    here = url(cast, "inconsistency", fingerprint=row.fingerprint)
    assert "Name the session" in post(browser, here, explanation="short").content.decode()
    assert post(browser, here, explanation="The border officer wrote it down wrongly.").status_code == 302
    page = browser.get(url(cast, "inconsistencies")).content.decode()
    assert "The border officer wrote it down wrongly." in page and "0 open" in page
    with cast.bay.inside():
        resolution = Resolution.objects.get()
        assert "2009" not in resolution.fingerprint and len(resolution.fingerprint) == 64
    again = url(cast, "inconsistency_reopen", resolution=resolution.pk)
    assert browser.post(again).status_code == 302
    assert "1 open" in browser.get(url(cast, "inconsistencies")).content.decode()


def test_it_stays_resolved_until_a_side_changes(inside: Cast) -> None:
    row = two_sources(inside)
    session = InterviewSession.objects.create(
        clinic=inside.bay,
        case=inside.case,
        person=child(inside),
        conducted_by=inside.paralegal,
        recorded_by=inside.paralegal,
        starts_at=dt.datetime(2026, 1, 5, 15, tzinfo=dt.UTC),
        ended_at=dt.datetime(2026, 1, 5, 16, tzinfo=dt.UTC),
    )
    inconsistencies.resolve(
        case=inside.case,
        fingerprint=row.fingerprint,
        subject=row.subject,
        kind=row.finding.kind,
        by=inside.attorney,
        session=session,
    )
    report = asked.report(case=inside.case, member=inside.paralegal)
    assert not report.open and len(report.to_correct) == 1
    events.record(
        case=inside.case, by=inside.paralegal, title="Another", happened=Stated("year", 2020)
    )  # something else is told: it stays as it is
    assert len(asked.report(case=inside.case, member=inside.paralegal).to_correct) == 1
    account = Account.objects.get()
    accounts.change(account=account, version=1, by=inside.paralegal, happened=of_day(dt.date(2008, 4, 4)))
    (opened,) = asked.report(case=inside.case, member=inside.paralegal).open
    assert opened.before is not None, "it says that it was resolved before a side changed"
    accounts.change(account=account, version=2, by=inside.paralegal, happened=of_day(dt.date(2010, 3, 4)))
    report = asked.report(case=inside.case, member=inside.paralegal)
    assert report.rows == [] and len(report.past) == 1


def test_versions_and_languages_of_a_declaration_are_compared(inside: Cast) -> None:
    declaration = Declaration.objects.create(
        clinic=inside.bay,
        case=inside.case,
        declarant=child(inside),
        created_by=inside.paralegal,
        other_language="spa",
    )
    line = Paragraph.objects.create(
        clinic=inside.bay,
        declaration=declaration,
        position=1,
        text="I was 12 when three men came.",
        other_text="Tenía doce años cuando vinieron tres hombres.",
        updated_by=inside.paralegal,
    )
    snapshot = texts.canonical(drafts.present(declaration))
    DeclarationVersion.objects.create(
        clinic=inside.bay,
        declaration=declaration,
        number=1,
        by=inside.paralegal,
        began_at=dt.datetime(2026, 1, 5, tzinfo=dt.UTC),
        at=dt.datetime(2026, 1, 5, tzinfo=dt.UTC),
        snapshot=snapshot,
        sha256="0" * 64,
    )
    assert asked.report(case=inside.case, member=inside.paralegal).rows == []
    line.text = "I was 13 when three men came."
    line.save()
    kinds = {row.finding.kind: row for row in asked.report(case=inside.case, member=inside.paralegal).open}
    assert set(kinds) == {"language", "version"}
    assert {side.says for side in kinds["version"].sides} == {"12", "13"}
    assert any("version 1" in side.sources[0].label for side in kinds["version"].sides)


def test_the_recorded_address_is_compared_and_never_shown(inside: Cast) -> None:
    ContactPoint.objects.create(
        clinic=inside.bay, person=child(inside), kind="address", value="12 Hidden Row"
    )
    given = [answers.Given("residence", 0, "9 Other Street")]
    answers.keep(case=inside.case, person=child(inside), section="you", given=given, by=inside.paralegal)
    data = asked.as_data(clinic=inside.bay, reference=inside.case.reference)
    assert [each["kind"] for each in data["findings"]] == ["address"]  # type: ignore[attr-defined]
    assert "Hidden Row" not in str(data) and "Other Street" not in str(data)
