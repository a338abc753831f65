"""The proof is counted from the dates outward: a reminder that was never planned fails it as a lost one does."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.test import Client as Browser

from cases import tasks
from cases.models import Deadline, Hearing, MorningProof, Reminder
from cases.queries import proofs
from tests.actions.reminding import NOW, a_hearing, letters, of_date
from tests.make import Cast

MORNING = dt.datetime(2026, 11, 23, 13, 16, tzinfo=dt.UTC)  # a quarter past seven in Houston


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def sent(cast: Cast) -> Hearing:
    with cast.bay.inside():
        hearing = a_hearing(cast)
    tasks.sweep_reminders()
    return hearing


def prove(cast: Cast) -> proofs.Proof:
    with cast.bay.inside():
        return proofs.prove(clinic=cast.bay)


def test_what_was_sent_proves_itself(cast: Cast, time_machine: Any) -> None:
    sent(cast)
    time_machine.move_to(MORNING, tick=False)
    tasks.sweep_reminders()
    proof = prove(cast)
    assert proof.holds and (proof.due, proof.sent, proof.acknowledged) == (2, 2, 0)
    assert (
        proof.sentence("America/Chicago")
        == "2 due, 2 sent, 0 acknowledged (read, not done); last sweep 07:16"
    )


def test_a_date_that_nobody_planned_for_fails_it(cast: Cast, time_machine: Any) -> None:
    hearing = sent(cast)
    with cast.bay.inside():
        of_date(hearing).delete()
    proof = prove(cast)
    assert not proof.holds and proof.unspoken == 1
    assert proof.wrong() == ["1 recorded date of which the ledger says nothing."]


def test_an_offset_that_passed_in_silence_fails_it(cast: Cast, time_machine: Any) -> None:
    hearing = sent(cast)
    with cast.bay.inside():
        of_date(hearing).filter(offset_days=30).delete()
        time_machine.move_to(dt.datetime(2026, 12, 16, 13, 0, tzinfo=dt.UTC), tick=False)
    tasks.sweep_reminders()
    assert prove(cast).holds, "within ten minutes of the promise"
    time_machine.shift(dt.timedelta(minutes=12))
    tasks.sweep_reminders()
    assert prove(cast).unspoken == 1


def test_a_promise_that_waits_too_long_fails_it(cast: Cast, time_machine: Any) -> None:
    with cast.bay.inside():
        a_hearing(cast)
    time_machine.shift(dt.timedelta(minutes=12))
    proof = prove(cast)
    assert proof.waiting == 2 and proof.sweep_is_late and not proof.holds


def test_when_nobody_could_be_told_it_fails(cast: Cast) -> None:
    hearing = sent(cast)
    with cast.bay.inside():
        of_date(hearing).filter(offset_days=54).update(
            membership=None,
            state="withdrawn",
            withdrawn_because="nobody",
            planned_for=NOW - dt.timedelta(hours=1),
        )
    assert prove(cast).unheard == 2


def test_dates_that_are_over_ask_for_nothing(cast: Cast) -> None:
    hearing = sent(cast)
    with cast.bay.inside():
        Reminder.objects.all().delete()
        Deadline.objects.update(state="done", ended_at=NOW)
        Hearing.objects.filter(pk=hearing.pk).update(status="held")
    assert prove(cast).holds


def test_each_morning_is_kept_and_a_failing_one_is_told_until_it_holds(cast: Cast, time_machine: Any) -> None:
    hearing = sent(cast)
    assert tasks.prove_reminders() == 0, "noon of Sunday"
    with cast.bay.inside():
        rows = list(of_date(hearing))
        of_date(hearing).delete()
    outbox.outbox.clear()
    time_machine.move_to(MORNING, tick=False)
    tasks.sweep_reminders()
    assert tasks.prove_reminders() == 1
    [letter] = letters(cast.coordinator)
    assert (
        "1 recorded date of which the ledger says nothing" in letter.body
        and "/reminders/proof/" in letter.body
    )
    assert tasks.prove_reminders() == 1 and len(letters(cast.coordinator)) == 1, "not every five minutes"
    health = Browser().get("/healthz?strict=1")
    assert health.status_code == 503 and health.json()["status"] == "the reminders' proof fails"
    assert "BAY" not in health.content.decode() and "bay" not in health.content.decode()
    with cast.bay.inside():
        Reminder.objects.bulk_create(rows)
    assert tasks.prove_reminders() == 0
    assert Browser().get("/healthz?strict=1").status_code == 200
    with cast.bay.inside():
        assert MorningProof.objects.filter(holds=True).count() == 2


def test_the_command_prints_the_proof_and_exits_1_when_it_fails(cast: Cast, capsys: Any) -> None:
    hearing = sent(cast)
    call_command("reminders_check")
    assert (
        "bay: 0 due, 0 sent, 0 acknowledged (read, not done); last sweep 12:00: holds"
        in capsys.readouterr().out
    )
    with cast.bay.inside():
        of_date(hearing).delete()
    with pytest.raises(SystemExit) as stopped:
        call_command("reminders_check")
    assert stopped.value.code == 1
    assert "bay: " in capsys.readouterr().out


def test_what_events_left_out_is_planned_within_the_day(cast: Cast) -> None:
    sent(cast)
    with cast.bay.inside():
        Reminder.objects.all().delete()
    assert tasks.plan_reminders() > 0
    assert prove(cast).unspoken == 0
