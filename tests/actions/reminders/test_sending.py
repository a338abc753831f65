"""Sending: claimed once, looked at again, sent once, confirmed; what fails is tried again and never lost in silence."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from cases import mail, tasks
from cases.actions import reminders
from cases.actions.reminders import sending
from cases.models import Assignment, Case, Deadline, Hearing, Membership, Message, Packet, Reminder, Wall
from tests import make
from tests.actions.reminding import NOW, a_hearing, first, letters, of_date, of_hearing, sweep
from tests.make import Cast

LEASE = dt.timedelta(seconds=300)


def test_sent_with_a_message_that_names_nobody(inside: Cast, hearing: Hearing) -> None:
    due = first(hearing, inside.attorney)
    assert sweep(inside) == 2
    due.refresh_from_db()
    assert due.state == "sent" and due.sent_at == NOW and due.attempts == 1
    [letter] = letters(inside.attorney)
    assert due.message is not None
    assert letter.extra_headers["Message-ID"] == due.message.message_id
    assert inside.case.reference in letter.subject and "in 54 days" in letter.subject
    assert f"/bay/cases/{inside.case.reference}/deadlines/{due.deadline_id}/" in letter.body
    assert due.message.state == "sent" and due.message.answer and not due.message.perhaps_twice
    assert due.escalate_at == NOW + dt.timedelta(hours=120)


def test_a_second_sweep_finds_nothing(inside: Cast, hearing: Hearing) -> None:
    sweep(inside)
    assert sending.claim() == []
    assert len(outbox.outbox) == 2


def test_one_morning_one_digest_but_what_is_urgent_travels_alone(inside: Cast, time_machine: Any) -> None:
    near, far = a_hearing(inside, dt.date(2026, 12, 22)), a_hearing(inside, dt.date(2027, 2, 17))
    Reminder.objects.all().update(state="withdrawn", withdrawn_because="only the mornings are looked at here")
    again = {"state": "planned", "withdrawn_because": ""}
    morning = dt.datetime(2026, 12, 21, 13, 0, tzinfo=dt.UTC)
    time_machine.move_to(morning, tick=False)
    mine = Reminder.objects.filter(membership=inside.attorney)
    of_hearing(near).filter(pk__in=mine, offset_days=1).update(due_at=morning, **again)
    of_hearing(far).filter(pk__in=mine, kind="reminder", offset_days=30).update(due_at=morning, **again)
    of_date(far).filter(pk__in=mine, offset_days=14).update(due_at=morning, **again)
    sweep(inside)
    subjects = sorted(letter.subject for letter in letters(inside.attorney))
    assert subjects == [
        "2 dates on your cases: the nearest in 25 days",
        f"{inside.case.reference}: a hearing, tomorrow",
    ]
    [digest] = [letter for letter in letters(inside.attorney) if "2 dates" in letter.subject]
    assert f"/hearings/{far.pk}/" in digest.body and "/deadlines/" in digest.body
    assert Message.objects.get(subject=digest.subject).reminders.count() == 2


def test_the_end_of_a_batch_does_not_cut_a_digest_in_two(inside: Cast) -> None:
    a_hearing(inside)
    a_hearing(inside, dt.date(2027, 1, 20))
    claimed = sending.claim(most=1)
    with mail.Line() as line:
        sending.send(clinic=inside.bay, ids=[pk for _, pk in claimed], line=line)
    assert len(outbox.outbox) == 1
    assert Message.objects.get().reminders.count() > 1


def test_a_dead_workers_claim_is_taken_over_as_the_same_message_and_marked(
    inside: Cast, hearing: Hearing, time_machine: Any, settings: Any
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.StoppedAfterTheServerTookIt"
    with pytest.raises(KeyboardInterrupt):
        sweep(inside)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert sending.claim() == [], "the lease has not ended"
    time_machine.move_to(NOW + LEASE, tick=False)
    sweep(inside)
    sent = [letter.extra_headers["Message-ID"] for letter in outbox.outbox]
    assert len(sent) == 3 and len(set(sent)) == 2, "one of the two went twice, as the same message"
    again = outbox.outbox[1]
    assert again.extra_headers["X-Amparo-Perhaps-Twice"] == "yes"
    assert Message.objects.get(message_id=sent[0]).perhaps_twice
    assert {row.state for row in of_date(hearing).filter(due_at__lte=timezone.now())} <= {"sent"}


class StoppedAfterTheServerTookIt(EmailBackend):
    """Takes the letter; then the worker is stopped before it can write that down."""

    def send_messages(self, messages: list[EmailMessage]) -> int:  # type: ignore[override]
        super().send_messages(messages)
        raise KeyboardInterrupt


def end_the_assignment(cast: Cast, hearing: Hearing) -> None:
    Assignment.objects.filter(membership=cast.attorney).update(ends_at=timezone.now())


def raise_a_wall(cast: Cast, hearing: Hearing) -> None:
    Wall.objects.create(
        clinic=cast.bay, case=cast.case, membership=cast.attorney, reason="x", raised_by=cast.supervisor
    )


def leave_the_clinic(cast: Cast, hearing: Hearing) -> None:
    Membership.objects.filter(pk=cast.attorney.pk).update(left_at=timezone.now())


def close_the_case(cast: Cast, hearing: Hearing) -> None:
    Case.objects.filter(pk=cast.case.pk).update(status="closed", closed_on=dt.date(2036, 11, 22))


def end_the_date(cast: Cast, hearing: Hearing) -> None:
    Deadline.objects.filter(hearing=hearing).update(state="done", ended_at=timezone.now())


@pytest.mark.parametrize(
    ("change", "because"),
    [
        (end_the_assignment, "may no longer see the case"),
        (raise_a_wall, "may no longer see the case"),
        (leave_the_clinic, "no longer works in the clinic"),
        (close_the_case, "the case is closed"),
        (end_the_date, "the date no longer stands"),
    ],
)
def test_what_changed_a_second_ago_is_not_sent(
    inside: Cast, hearing: Hearing, change: Any, because: str
) -> None:
    due = first(hearing, inside.attorney)
    change(inside, hearing)
    sweep(inside)
    due.refresh_from_db()
    assert due.state == "withdrawn" and because in due.withdrawn_because
    assert letters(inside.attorney) == []


def test_who_sees_every_case_but_left_this_ones_team_is_not_reminded(inside: Cast, hearing: Hearing) -> None:
    due = first(hearing, inside.paralegal)
    Assignment.objects.filter(membership=inside.paralegal).update(ends_at=timezone.now())
    sweep(inside)
    due.refresh_from_db()
    assert due.withdrawn_because == "this person no longer works on the case"


def test_when_nobody_of_the_team_is_left_the_coordinator_hears_of_it(inside: Cast, hearing: Hearing) -> None:
    Assignment.objects.update(ends_at=timezone.now())
    sweep(inside)
    sweep(inside)
    [letter] = letters(inside.coordinator)
    assert "nobody who works on the case could be told" in letter.body


def test_a_packet_under_way_ends_the_warnings(inside: Cast, hearing: Hearing, time_machine: Any) -> None:
    warning = of_hearing(hearing).get(membership=inside.attorney, kind="packet", offset_days=60)
    time_machine.move_to(warning.due_at, tick=False)
    sweep(inside)
    assert "no packet is under way" in "".join(letter.body for letter in letters(inside.attorney))
    later = of_hearing(hearing).get(membership=inside.attorney, kind="packet", offset_days=45)
    Packet.objects.create(
        clinic=inside.bay,
        case=inside.case,
        proceeding=hearing.proceeding,
        title="EVIDENCE",
        requested_by=inside.paralegal,
    )
    time_machine.move_to(later.due_at, tick=False)
    sweep(inside)
    later.refresh_from_db()
    assert (later.state, later.withdrawn_because) == ("withdrawn", "a packet is under way")


@pytest.mark.parametrize(("bound_for", "state"), [("another", "queued"), ("this", "failed")])
def test_a_packet_of_another_hearing_or_one_that_failed_silences_nothing(
    inside: Cast, hearing: Hearing, time_machine: Any, bound_for: str, state: str
) -> None:
    another = make.make_hearing(hearing.proceeding, NOW.date() - dt.timedelta(days=9), status="held")
    Packet.objects.create(
        clinic=inside.bay,
        case=inside.case,
        proceeding=hearing.proceeding,
        hearing=hearing if bound_for == "this" else another,
        title="EVIDENCE",
        state=state,
        requested_by=inside.paralegal,
    )
    warning = of_hearing(hearing).get(membership=inside.attorney, kind="packet", offset_days=60)
    time_machine.move_to(warning.due_at, tick=False)
    sweep(inside)
    warning.refresh_from_db()
    assert warning.state == "sent"
    assert "no packet is under way" in "".join(letter.body for letter in letters(inside.attorney))


def test_a_slow_reader_puts_nobody_elses_rows_at_risk(
    inside: Cast, hearing: Hearing, time_machine: Any
) -> None:
    """The lease went by while a server was slow: another worker has the row now, and this one writes nothing."""
    due = first(hearing, inside.attorney)
    sending.claim()
    Reminder.objects.filter(pk=due.pk).update(attempts=2)
    from cases.actions.reminders import checking, confirming

    message = Message.objects.create(
        clinic=inside.bay, to=inside.attorney, message_id="<x@y>", subject="x", text="x"
    )
    due.attempts = 1
    parcel = confirming.Parcel(message, [due], mail.Letter("x", "x", ""), "a@example.org")
    confirming.confirm(inside.bay, checking.Check(inside.bay, []), [parcel])
    due.refresh_from_db()
    assert due.state == "claimed"


def test_the_sweep_sends_what_is_due_once(cast: Cast) -> None:
    with cast.bay.inside():
        a_hearing(cast)
    assert tasks.sweep_reminders() > 0
    assert sorted(to for letter in outbox.outbox for to in letter.to) == sorted(
        [cast.attorney.user.email, cast.paralegal.user.email]
    )
    tasks.sweep_reminders()
    assert len(outbox.outbox) == 2


def test_a_full_batch_rings_for_a_second_worker(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    with cast.bay.inside():
        a_hearing(cast)
    monkeypatch.setattr(tasks, "BATCH", 2)
    with django_capture_on_commit_callbacks() as rung:
        assert tasks.sweep_reminders() == 2
    assert len(rung) == 1
    with django_capture_on_commit_callbacks() as rung:
        assert tasks.sweep_reminders() == 0
    assert rung == []


def test_later_chunks_are_looked_at_again(
    inside: Cast, hearing: Hearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What ended while the first letters of the same clinic were under way is not sent with the last."""
    monkeypatch.setattr(sending, "CHUNK", 1)

    class EndsTheDate(mail.Line):
        def send(self, letter: mail.Letter, **given: Any) -> str:
            end_the_date(inside, hearing)
            return super().send(letter, **given)

    claimed = [pk for _, pk in sending.claim()]
    with EndsTheDate() as line:
        assert sending.send(clinic=inside.bay, ids=claimed, line=line) == 1
    assert len(outbox.outbox) == 1
    assert sorted(of_date(hearing).filter(pk__in=claimed).values_list("state", flat=True)) == [
        "sent",
        "withdrawn",
    ]


def test_a_batch_asks_a_constant_number_of_questions(cast: Cast, django_assert_max_num_queries: Any) -> None:
    with cast.bay.inside():
        a_hearing(cast)
        for number in range(12):
            member = make.make_member(cast.bay, "paralegal", name=f"Paralegal {number}")
            make.assign(cast.case, member, duty="paralegal")
        reminders.plan_for_case(case=cast.case)
    claimed = [pk for _, pk in sending.claim()]
    assert len(claimed) == 14
    with mail.Line() as line, django_assert_max_num_queries(30):
        assert sending.send(clinic=cast.bay, ids=claimed, line=line) == 14
