"""Relief screening: answers sealed, the file never asked twice, a result kept as it was, and a practitioner's review."""

import datetime as dt
import json
import tomllib

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from cases.actions import screening as work
from cases.errors import Conflict, Missing, NotPermitted, Problem
from cases.law import screening_rows
from cases.models import AuditEvent, Decision, ReliefScreening, StatusAssertion
from cases.queries import screening as screenings
from cases.queries import screening_file, screening_result
from tests import make
from tests.make import Cast

TOLD = {
    "fears_return": "yes",
    "protected_ground": "yes",
    "married": "no",
    "parent_harm": "yes",
    "best_interest": "yes",
    "in_us": "yes",
    "detained": "no",
    "has_order": "unknown",
    "trafficked": "not_said",
}
TODAY = dt.date(2026, 11, 22)


def begun(cast: Cast) -> ReliefScreening:
    return work.start(case=cast.case, person=cast.case.parties.get().person, by=cast.paralegal)


def answered(cast: Cast, **answers: str) -> ReliefScreening:
    row = begun(cast)
    return work.answer(
        screening=row, version=row.version, answers=TOLD | answers, step="fear", by=cast.paralegal
    )


def finished(cast: Cast, **answers: str) -> ReliefScreening:
    row = answered(cast, **answers)
    return work.finish(screening=row, version=row.version, by=cast.paralegal)


def strength(row: ReliefScreening, flag: str) -> str:
    return next(str(each["strength"]) for each in screenings.record(row)["flags"] if each["id"] == flag)


def test_answers_are_taken_left_and_gone_on_with(inside: Cast) -> None:
    row = answered(inside)
    again = begun(inside)
    assert again.pk == row.pk, "one screening is open at a time"
    assert again.step == "fear"
    assert screenings.given(again) == TOLD
    changed = work.answer(
        screening=again,
        version=again.version,
        answers={"married": "", "detained": "yes"},
        step="fear",
        by=inside.attorney,
    )
    assert screenings.given(changed)["detained"] == "yes"
    assert "married" not in screenings.given(changed), "an answer can be taken back to nothing"


def test_a_finished_screening_keeps_its_flags_its_editions_and_who_did_it(inside: Cast) -> None:
    row = finished(inside)
    assert row.finished_by == inside.paralegal and row.finished_at is not None
    assert row.edition == screening_rows.sheet().edition
    assert strength(row, "asylum") == strength(row, "sij") == "points to it"
    assert strength(row, "order_30") == "ask first", "not known is a question, never a no"
    assert strength(row, "t_visa") == "ask first", "and so is what somebody would rather not say"
    clock = next(each for each in screenings.record(row)["flags"] if each["id"] == "turning_21")["clock"]
    assert clock["safe"] and clock["rule"] == "SIJ_I360_BEFORE_21" and clock["steps"]


def test_the_database_keeps_what_was_finished(inside: Cast) -> None:
    row = finished(inside)
    with pytest.raises(Problem, match="stays as it is"):
        work.answer(screening=row, version=row.version, answers={}, step="fear", by=inside.paralegal)
    with pytest.raises(Problem, match="stays as it is"):
        work.discard(screening=row, by=inside.paralegal)
    with pytest.raises(DatabaseError, match="a rerun is a new row"), transaction.atomic():
        ReliefScreening.objects.filter(pk=row.pk).update(edition="another")


def test_nothing_that_was_said_is_readable_in_the_database_or_the_trail(inside: Cast) -> None:
    row = finished(inside, removal_order="2026-11-02", has_order="yes")
    work.review(screening=row, note="Call about the traffickers first.", by=inside.attorney)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT answers, result, review_note FROM cases_reliefscreening WHERE id = %s", [row.pk]
        )
        stored = b"".join(bytes(each) for each in cursor.fetchone())
    for word in (b"fears_return", b"yes", b"2026-11-02", b"asylum", b"traffickers"):
        assert word not in stored
    told = json.dumps([each.detail for each in AuditEvent.objects.filter(verb__startswith="screening.")])
    for name in (*screening_rows.sheet().answers, "2026-11-02", "yes", "asylum", "traffickers", "sij"):
        assert f'"{name}"' not in told and "traffickers" not in told
    assert AuditEvent.objects.filter(verb="screening.review", object_id=row.pk).count() == 1


def test_the_file_answers_first_and_says_where(inside: Cast) -> None:
    person = inside.case.parties.get().person
    proceeding = make.make_proceeding(inside.case, is_detained=True)
    make.make_hearing(proceeding, TODAY + dt.timedelta(days=20), kind="master")
    for kind, day in (("uc_determination", 1), ("orr_custody", 2), ("orr_release", 9), ("parent_died", 1)):
        StatusAssertion.objects.create(
            clinic=inside.bay, minor=person.minor_role, kind=kind, asserted_on=dt.date(2025, 3, day),
            source="dhs_record", recorded_by=inside.paralegal,
        )  # fmt: skip
    found = screening_file.known(case=inside.case, person=person, today=TODAY)
    values = {name: each.value for name, each in found.items()}
    assert values == {
        "born": "2010-03-04",
        "uac": "yes",
        "orr_custody": "no",
        "parent_harm": "yes",
        "in_proceedings": "yes",
        "detained": "yes",
        "has_hearing": "yes",
        "hearing": "2026-12-12",
        "hearing_kind": "master",
    }
    assert found["orr_custody"].said.startswith("Released by ORR to a sponsor, Sun 9 Mar 2025")
    asked = screenings.questions(given={}, known=found, today=TODAY)
    open_names = {each.asked.name for group in asked for each in group.to_ask}
    assert not open_names & set(values), "what the file knows is not asked again"


def test_an_ended_determination_a_withdrawn_source_and_an_undone_order_are_not_relied_on(
    inside: Cast,
) -> None:
    person = inside.case.parties.get().person
    proceeding = make.make_proceeding(inside.case)
    common = {"clinic": inside.bay, "minor": person.minor_role, "source": "court_order"}
    for kind, day, gone in (
        ("uc_determination", 1, None),
        ("uc_ended", 2, None),
        ("parent_died", 3, timezone.now()),
    ):
        StatusAssertion.objects.create(
            **common, kind=kind, asserted_on=dt.date(2025, 3, day), recorded_by=inside.paralegal,
            withdrawn_at=gone, withdrawn_by=inside.paralegal if gone else None,
        )  # fmt: skip
    for outcome, day in (("in_absentia", 2), ("remanded", 9)):
        Decision.objects.create(
            clinic=inside.bay, proceeding=proceeding, outcome=outcome, decided_on=dt.date(2026, 11, day),
            service="oral", served_on=dt.date(2026, 11, day), recorded_by=inside.paralegal,
        )  # fmt: skip
    found = screening_file.known(case=inside.case, person=person, today=TODAY)
    assert found["uac"].value == "no"
    assert "parent_harm" not in found and "has_order" not in found
    Decision.objects.filter(outcome="remanded").delete()
    found = screening_file.known(case=inside.case, person=person, today=TODAY)
    assert (found["removal_order"].value, found["in_absentia"].value) == ("2026-11-02", "yes")


def test_what_a_no_has_closed_is_not_read(inside: Cast) -> None:
    row = finished(inside, has_order="no", removal_order="2026-11-02")
    assert strength(row, "order_30") == "nothing points to it yet"


def test_impossible_answers_are_refused_with_a_sentence(inside: Cast) -> None:
    row = begun(inside)
    for answers, said in (
        ({"detained": "maybe"}, "neither yes nor no"),
        ({"shoe": "yes"}, "does not ask for this"),
        ({"last_arrival": "2099-01-01"}, "still to come"),
        ({"last_arrival": "2026-02-30"}, "not a day of the calendar"),
    ):
        with pytest.raises(Problem, match=said):
            work.answer(screening=row, version=row.version, answers=answers, step="fear", by=inside.paralegal)


def test_two_people_answering_at_once_are_told(inside: Cast) -> None:
    row = begun(inside)
    work.answer(screening=row, version=1, answers={"in_us": "yes"}, step="fear", by=inside.paralegal)
    with pytest.raises(Conflict):
        work.answer(screening=row, version=1, answers={"in_us": "no"}, step="fear", by=inside.attorney)
    with pytest.raises(Conflict):
        work.finish(screening=row, version=1, by=inside.attorney)


def test_flags_are_for_practitioners_until_one_has_reviewed_them(inside: Cast) -> None:
    row = finished(inside)
    assert screenings.may_read(screening=row, member=inside.attorney)
    assert screenings.may_read(screening=row, member=inside.supervisor)
    for who in (inside.paralegal, inside.coordinator):
        assert not screenings.may_read(screening=row, member=who)
        with pytest.raises(NotPermitted):
            work.review(screening=row, note="", by=who)
    signed = work.review(screening=row, note=" Ask about the order. ", by=inside.attorney)
    assert screenings.may_read(screening=signed, member=inside.paralegal)
    assert signed.review_note is not None and signed.review_note.reveal() == "Ask about the order."
    with pytest.raises(Conflict):
        work.review(screening=row, note="", by=inside.supervisor)
    with pytest.raises(NotPermitted):
        work.start(case=inside.case, person=row.person, by=inside.social_worker)


def test_a_rerun_is_a_new_row_that_says_what_changed(inside: Cast) -> None:
    first = finished(inside)
    second = begun(inside)
    assert second.pk != first.pk
    assert screenings.given(second) == TOLD, "what was told is not asked again"
    work.answer(
        screening=second,
        version=1,
        answers={"married": "yes", "has_order": "yes", "removal_order": "2026-11-10"},
        step="fear",
        by=inside.paralegal,
    )
    second.refresh_from_db()
    second = work.finish(screening=second, version=second.version, by=inside.paralegal)
    shown = screening_result.shown(screening=second, member=inside.attorney, today=TODAY)
    assert shown.before is not None and shown.before.pk == first.pk
    changes = {each.title: each.what for each in shown.changes}
    assert changes["Special immigrant juvenile"] == "was “points to it”, is “nothing points to it yet”"
    assert "Order within the last 30 days: appeal" in changes
    again = screening_result.shown(screening=first, member=inside.attorney, today=TODAY)
    assert again.before is None and not again.changes
    assert strength(first, "sij") == "points to it", "the older one reads as it did"


def test_what_the_rulebook_or_the_file_says_otherwise_since_is_named(
    inside: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = finished(inside)
    assert screening_result.moved(row) == []
    then = screenings.kept(row)
    now = screenings.known(screening=row, member=inside.attorney)
    assert screenings.differing(then=then, now=now) == []
    row.person.birth_date = dt.date(2011, 3, 4)
    row.person.save()
    now = screenings.known(screening=row, member=inside.attorney)
    assert screenings.differing(then=then, now=now) == ["When was the person born?"]

    text = screening_rows.SOURCE.read_text(encoding="utf-8").replace(
        'then = "I-130; adjustment', 'then = "I-130, or adjustment'
    )
    moved = screening_rows.make_sheet(tomllib.loads(text), "later")
    monkeypatch.setattr(screening_rows, "sheet", lambda: moved)
    assert screening_result.moved(row) == ["Family petition"]


def test_grown_people_are_not_asked_about_their_childhood(inside: Cast) -> None:
    asked = screenings.questions(given={"born": "1990-01-01"}, known={}, today=TODAY)
    assert "child" not in {group.id for group in asked}
    asked = screenings.questions(given={"born": "not_said"}, known={}, today=TODAY)
    assert "child" in {group.id for group in asked}


def test_a_wall_hides_the_screening_and_a_neighbours_case_has_none(inside: Cast) -> None:
    row = finished(inside)
    with pytest.raises(Missing):
        screenings.screening(case=inside.case, pk=row.pk, member=inside.walled)
    with pytest.raises(Missing):
        screenings.screening(case=inside.other_case, pk=row.pk, member=inside.supervisor)
    with pytest.raises(Missing):
        screenings.respondent(case=inside.other_case, pk=row.person_id, member=inside.supervisor)


def test_an_open_one_can_be_deleted_and_a_closed_case_screens_nobody(inside: Cast) -> None:
    row = answered(inside)
    work.discard(screening=row, by=inside.paralegal)
    assert not ReliefScreening.objects.exists()
    inside.case.status, inside.case.closed_on = "closed", TODAY
    inside.case.opened_on = TODAY
    inside.case.save()
    with pytest.raises(Problem, match="closed"):
        begun(inside)
