"""A notice with a date starts its dates, its printed answer is worked to, and a second person compares it."""

import datetime as dt
from typing import Any

import pytest

from cases.actions import confirmations, dated_notices, overrides
from cases.errors import Conflict, NotPermitted, Problem
from cases.models import AuditEvent, Confirmation, DatedNotice, Deadline, Document, Override, Reminder
from cases.queries import triggers
from tests import make
from tests.access import stage
from tests.actions.court import TODAY, open_dates
from tests.make import Cast

NOTED, MAILED = dt.date(2026, 11, 16), dt.date(2026, 11, 18)


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=False)


def record(cast: Cast, kind: str = "rfe", **given: Any) -> DatedNotice:
    facts: dict[str, Any] = {"person": cast.case.parties.get(is_lead=True).person}
    if kind == "rfe":
        facts |= {
            "notice_on": NOTED,
            "service": "mail",
            "served_on": MAILED,
            "receipt_number": "ioe 0912345678",
        }
    return dated_notices.record(case=cast.case, by=cast.paralegal, kind=kind, **(facts | given))


def due(cast: Cast, rule: str = "USCIS_RFE_84_3") -> Deadline:
    found: Deadline = Deadline.objects.get(case=cast.case, rule=rule, state="open")
    return found


def test_it_starts_its_dates_with_owner_and_reminders(inside: Cast) -> None:
    made = record(inside)
    row = due(inside)
    assert (row.act_by, row.trigger, row.person) == (dt.date(2027, 2, 12), f"notice:{made.pk}", made.person)
    assert (row.entered_by, made.receipt_number) == (inside.paralegal, "IOE 0912345678")
    assert Reminder.objects.filter(deadline=row, state="planned").exists()
    event = AuditEvent.objects.get(verb="notice.record", object_id=made.pk)
    assert event.detail["kind"] == "rfe" and "IOE" not in str(event.detail)


def test_a_printed_answer_is_worked_to_and_never_extends_a_limit(inside: Cast) -> None:
    made = record(inside, respond_by=dt.date(2027, 1, 11))
    assert due(inside).act_by == dt.date(2027, 1, 11), "an earlier printed date is what is worked to"
    later = dt.date(2027, 3, 1)
    made = dated_notices.change(notice=made, version=1, by=inside.paralegal, respond_by=later)
    row = due(inside)
    assert row.act_by == dt.date(2027, 2, 12)
    assert any("does not extend this limit" in each for each in row.warnings)
    dated_notices.change(notice=made, version=2, by=inside.paralegal, respond_by=None)
    assert not Override.objects.filter(taken_back_at=None).exists() and due(inside).override is None


def test_an_attorneys_own_day_is_not_overwritten(inside: Cast) -> None:
    made = record(inside)
    overrides.set_date(
        deadline=due(inside),
        day=dt.date(2026, 12, 18),
        source="by_hand",
        reason="Before leave",
        by=inside.attorney,
    )
    dated_notices.change(notice=made, version=1, by=inside.paralegal, respond_by=dt.date(2027, 1, 11))
    assert due(inside).act_by == dt.date(2026, 12, 18)


def test_a_corrected_day_moves_the_date_and_asks_for_a_new_look(inside: Cast) -> None:
    rows = stage.set_up(inside)
    made = record(inside)
    document = Document.objects.get(pk=rows["document"].pk)
    dated_notices.attach(notice=made, document=document, by=inside.paralegal)
    name = f"notice:{made.pk}"
    shown = triggers.of(case=inside.case, name=name)
    assert (
        "Mailed, posted or given on",
        "Wed 18 Nov 2026",
    ) in shown.facts and shown.paper == "request for evidence"
    given: dict[str, Any] = {"case": inside.case, "trigger": name, "document": document}
    with pytest.raises(NotPermitted, match="You entered this yourself"):
        confirmations.confirm(shown=shown.fingerprint, by=inside.paralegal, **given)
    confirmations.confirm(shown=shown.fingerprint, by=inside.attorney, **given)
    dated_notices.change(notice=made, version=1, by=inside.attorney, served_on=dt.date(2026, 11, 17))
    assert not Confirmation.objects.filter(trigger=name, ended_at=None).exists()
    both = triggers.of(case=inside.case, name=name).entered_by
    assert both == {inside.paralegal.pk, inside.attorney.pk}, "neither of the two compares their own slip"


def test_taken_back_its_dates_end(inside: Cast) -> None:
    made = record(inside)
    with pytest.raises(Problem, match="Say why"):
        dated_notices.take_back(notice=made, version=1, because=" ", by=inside.paralegal)
    dated_notices.take_back(notice=made, version=1, because="Another client's", by=inside.paralegal)
    assert "USCIS_RFE_84_3" not in open_dates(inside.case)
    with pytest.raises(Problem, match="was taken back"):
        dated_notices.change(notice=made, version=2, by=inside.paralegal, respond_by=None)
    assert record(inside).pk != made.pk, "it can be recorded anew"


@pytest.mark.parametrize(
    ("kind", "facts", "field", "words"),
    [
        ("pigeon", {}, "kind", "not a kind of notice"),
        ("rfe", {"notice_on": None, "served_on": None}, "notice_on", "Which date is on it"),
        ("rfe", {"notice_on": dt.date(2026, 11, 23), "served_on": None}, "notice_on", "still to come"),
        ("rfe", {"served_on": dt.date(2026, 11, 15)}, "served_on", "nothing is served before it is written"),
        ("rfe", {"respond_by": dt.date(2026, 11, 2)}, "respond_by", "cannot be right"),
        ("rfe", {"service": "pigeon"}, "service", "not a way of service"),
        ("biometrics", {"facts": {}}, "appointment", "Which date is on the appointment notice?"),
        (
            "biometrics",
            {"person": None, "facts": {"appointment": "2026-12-12"}},
            "person",
            "whom it is about",
        ),
    ],
)
def test_what_cannot_be_is_refused(
    inside: Cast, kind: str, facts: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Problem, match=words) as refused:
        record(inside, kind, **facts)
    assert refused.value.field == field
    assert not DatedNotice.objects.exists()


def test_a_birth_that_is_counted_from_must_be_known(inside: Cast) -> None:
    person = inside.case.parties.get(is_lead=True).person
    record(inside, "vawa_child", notice_on=None)
    assert due(inside, "VAWA_CHILD_21").act_by is not None
    person.birth_date, person.birth_date_certainty = None, "unknown"
    person.save()
    with pytest.raises(Problem, match="No birth date is recorded"):
        record(inside, "vawa_child_late", person=person)


def test_two_people_do_not_record_one_paper_twice(inside: Cast) -> None:
    made = record(inside)
    with pytest.raises(Problem, match="already recorded in this case"):
        record(inside)
    dated_notices.change(notice=made, version=1, by=inside.paralegal, receipt_number="X")
    with pytest.raises(Conflict, match="this notice"):
        dated_notices.change(notice=made, version=1, by=inside.attorney, receipt_number="Y")


def test_only_this_cases_people_and_papers(inside: Cast) -> None:
    stranger = make.make_person(inside.bay, "Otro", "Caso")
    with pytest.raises(Problem, match="is not in this case"):
        record(inside, person=stranger)
    where = make.make_proceeding(inside.other_case)
    with pytest.raises(Problem, match="belongs to another case"):
        record(inside, proceeding=where)
    with pytest.raises(NotPermitted):
        dated_notices.record(case=inside.case, by=inside.social_worker, kind="rfe")
