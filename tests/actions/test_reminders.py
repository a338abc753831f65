"""Reminders: planned once, claimed once, sent once, looked at again before they go, withdrawn when the date moves."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.core import mail as outbox
from django.db import connection
from django.utils import timezone

from cases import mail, tasks
from cases.actions import casework, deadlines, proceedings, reminders
from cases.errors import NotPermitted, Problem
from cases.models import Assignment, Case, Deadline, Hearing, Membership, Message, Reminder, Wall
from cases.queries import reminders as questions
from clinic.celery import app as celery
from tests import make
from tests.make import Cast

DAY = dt.date(2027, 2, 17)  # an individual hearing; act by Fri 15 Jan 2027
NINE = dt.time(9, 0)
NOW = dt.datetime(2026, 11, 22, 18, 0, tzinfo=dt.UTC)


def a_hearing(cast: Cast) -> Hearing:
    proceeding = make.make_proceeding(cast.case)
    return proceedings.add_hearing(
        proceeding=proceeding, by=cast.paralegal, kind="individual", day=DAY, time=NINE
    )


def of_hearing(hearing: Hearing) -> Any:
    return Reminder.objects.filter(deadline__hearing=hearing).order_by("due_at", "pk")


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def hearing(inside: Cast) -> Hearing:
    return a_hearing(inside)


def first(hearing: Hearing, member: Membership) -> Reminder:
    found: Reminder = of_hearing(hearing).filter(membership=member).first()
    return found


def test_everybody_on_the_case_is_told_now_and_before(inside: Cast, hearing: Hearing) -> None:
    planned = of_hearing(hearing)
    assert {each.membership for each in planned} == {inside.attorney, inside.paralegal}
    assert [each.offset_days for each in planned.filter(membership=inside.attorney)] == [54, 14, 7, 3, 1]
    week = planned.get(membership=inside.attorney, offset_days=7)
    assert week.due_at == dt.datetime(2027, 1, 8, 13, 0, tzinfo=dt.UTC), "seven in the morning in Houston"


def test_a_far_date_is_first_spoken_of_90_days_before(inside: Cast) -> None:
    made = proceedings.add_hearing(
        proceeding=make.make_proceeding(inside.case), by=inside.paralegal, kind="individual",
        day=dt.date(2028, 2, 17), time=NINE,
    )  # fmt: skip
    planned = of_hearing(made).filter(membership=inside.attorney)
    assert [each.offset_days for each in planned] == [90, 14, 7, 3, 1]
    assert planned[0].due_at.date() == dt.date(2027, 10, 20), "90 days before Tue 18 Jan 2028"


def test_planning_twice_changes_nothing(inside: Cast, hearing: Hearing) -> None:
    before = set(Reminder.objects.values_list("pk", flat=True))
    reminders.plan_for_case(case=inside.case)
    assert set(Reminder.objects.values_list("pk", flat=True)) == before


def test_with_nobody_on_the_case_the_coordinators_hear_of_it(inside: Cast) -> None:
    Assignment.objects.update(ends_at=NOW, starts_at=NOW - dt.timedelta(days=9))
    found = a_hearing(inside)
    assert {each.membership for each in of_hearing(found)} == {inside.coordinator}


def test_claimed_then_sent_with_a_message_that_names_nobody(inside: Cast, hearing: Hearing) -> None:
    due = first(hearing, inside.attorney)
    claimed = reminders.claim(reminder_id=due.pk)
    assert claimed is not None and claimed.state == "claimed"
    assert claimed.message is not None and claimed.message.state == "sending", (
        "the Message-ID is stored before sending"
    )
    sent = reminders.deliver(reminder_id=due.pk)
    assert sent is not None and sent.state == "sent" and sent.sent_at is not None
    letter = outbox.outbox[0]
    assert isinstance(letter, outbox.EmailMultiAlternatives)
    assert letter.to == [inside.attorney.user.email]
    assert letter.extra_headers["Message-ID"] == claimed.message.message_id
    assert inside.case.reference in letter.subject and "in 54 days" in letter.subject
    assert f"/bay/cases/{inside.case.reference}/deadlines/{due.deadline_id}/" in str(letter.body)
    person = inside.case.parties.get().person
    whole = f"{letter.subject} {letter.body} {letter.alternatives[0][0]!s}"
    for word in (
        person.given_names,
        person.first_surname,
        "A200",
        "200-123",
        "asylum",
        "Evidence",
        "evidence",
    ):
        assert word not in whole
    stored = Message.objects.get()
    assert stored.state == "sent" and "Taken by the mail server" in stored.answer


def test_a_second_claim_finds_nothing(inside: Cast, hearing: Hearing) -> None:
    due = first(hearing, inside.attorney)
    assert reminders.claim(reminder_id=due.pk) is not None
    assert reminders.claim(reminder_id=due.pk) is None
    assert reminders.deliver(reminder_id=due.pk) is not None
    assert reminders.deliver(reminder_id=due.pk) is None
    assert len(outbox.outbox) == 1


def test_what_is_not_due_is_not_claimed(inside: Cast, hearing: Hearing) -> None:
    later = of_hearing(hearing).get(membership=inside.attorney, offset_days=7)
    assert reminders.claim(reminder_id=later.pk) is None


def test_a_dead_workers_claim_is_taken_over_with_the_same_message(
    inside: Cast, hearing: Hearing, time_machine: Any
) -> None:
    due = first(hearing, inside.attorney)
    dead = reminders.claim(reminder_id=due.pk)
    time_machine.move_to(NOW + questions.LEASE + dt.timedelta(seconds=1), tick=False)
    again = reminders.claim(reminder_id=due.pk)
    assert dead is not None and again is not None
    assert again.message_id == dead.message_id and again.attempts == 2
    assert Message.objects.count() == 1


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
def test_what_changed_since_the_claim_is_not_sent(
    inside: Cast, hearing: Hearing, change: Any, because: str
) -> None:
    due = first(hearing, inside.attorney)
    reminders.claim(reminder_id=due.pk)
    change(inside, hearing)
    found = reminders.deliver(reminder_id=due.pk)
    assert found is not None and found.state == "withdrawn"
    assert because in found.withdrawn_because
    assert Message.objects.get().state == "withheld"
    assert outbox.outbox == []


def test_a_failing_mail_server_is_tried_again_and_then_given_up(
    inside: Cast, hearing: Hearing, settings: Any, time_machine: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # the discard port: nobody listens
    due, now = first(hearing, inside.attorney), NOW
    for _ in range(reminders.TRIES):
        time_machine.move_to(now, tick=False)
        assert reminders.claim(reminder_id=due.pk) is not None
        found = reminders.deliver(reminder_id=due.pk)
        assert found is not None
        now = found.due_at
    due.refresh_from_db()
    assert due.state == "failed"
    message = Message.objects.get()
    assert message.state == "failed" and "ConnectionRefused" in message.answer
    assert message.attempts == reminders.TRIES


def test_moving_the_hearing_withdraws_what_was_planned(inside: Cast, hearing: Hearing) -> None:
    proceedings.move_hearing(
        hearing=hearing, version=1, by=inside.paralegal, day=dt.date(2027, 3, 17), time=NINE
    )
    old = Reminder.objects.filter(deadline__state="superseded")
    assert {each.state for each in old} == {"withdrawn"}
    assert Reminder.objects.filter(deadline__state="open", state="planned").count() == 10


def test_an_accepted_filing_withdraws_them_too(inside: Cast, hearing: Hearing) -> None:
    row = Deadline.objects.get(hearing=hearing)
    deadlines.accept(deadline=row, by=inside.attorney, because="filed and accepted")
    assert {each.state for each in of_hearing(hearing)} == {"withdrawn"}


def test_only_the_person_reminded_acknowledges_and_it_does_not_close_the_date(
    inside: Cast, hearing: Hearing
) -> None:
    due = first(hearing, inside.attorney)
    with pytest.raises(Problem, match="has not been sent"):
        reminders.acknowledge(reminder=due, by=inside.attorney)
    reminders.claim(reminder_id=due.pk)
    reminders.deliver(reminder_id=due.pk)
    with pytest.raises(NotPermitted):
        reminders.acknowledge(reminder=due, by=inside.paralegal)
    reminders.acknowledge(reminder=due, by=inside.attorney)
    again = reminders.acknowledge(reminder=due, by=inside.attorney)
    assert again.state == "acknowledged" and again.acknowledged_by == inside.attorney
    assert Deadline.objects.get(hearing=hearing).state == "open"


def test_the_narrow_door_shows_ids_of_every_clinic_and_nothing_else(cast: Cast) -> None:
    with cast.bay.inside():
        ids = set(of_hearing(a_hearing(cast)).filter(due_at__lte=NOW).values_list("pk", flat=True))
    assert {(clinic, pk) for clinic, pk in questions.waiting()} >= {(cast.bay.pk, pk) for pk in ids}
    assert Reminder.objects.count() == 0, "outside the fence the table is empty"


def test_the_sweep_sends_what_is_due_once(cast: Cast) -> None:
    with cast.bay.inside():
        a_hearing(cast)
    assert tasks.sweep_reminders() > 0
    assert sorted(to for letter in outbox.outbox for to in letter.to) == sorted(
        [cast.attorney.user.email, cast.paralegal.user.email]
    )
    tasks.sweep_reminders()
    assert len(outbox.outbox) == 2


def test_two_workers_at_once_send_one_mail(own_database: None) -> None:
    """Real commits, two threads: SKIP LOCKED and the conditional claim let one of them through."""
    cast = make.make_cast()
    with cast.bay.inside():
        due = first(a_hearing(cast), cast.attorney)
    ready, claims = threading.Barrier(2), []

    def work() -> None:
        try:
            ready.wait(timeout=10)
            with cast.bay.inside():
                claims.append(reminders.claim(reminder_id=due.pk))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join(timeout=30)
    assert len([each for each in claims if each is not None]) == 1


def test_a_broker_that_is_down_loses_nothing(
    inside: Cast, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    celery.conf.update(broker_url="redis://127.0.0.1:9/0")  # the discard port: nobody listens
    with django_capture_on_commit_callbacks(execute=True):
        made = a_hearing(inside)
    assert of_hearing(made).filter(state="planned").exists()


def test_a_message_id_can_be_stored_before_sending() -> None:
    assert mail.new_message_id() != mail.new_message_id()
    assert mail.new_message_id().endswith(">")


def test_who_joins_the_case_hears_of_its_dates_and_the_new_lead_owns_them(inside: Cast) -> None:
    Assignment.objects.update(ends_at=NOW)
    hearing = a_hearing(inside)
    assert Deadline.objects.get(hearing=hearing).owner is None
    casework.assign(case=inside.case, member=inside.volunteer, duty="lead", by=inside.coordinator)
    assert Deadline.objects.get(hearing=hearing).owner == inside.volunteer
    assert first(hearing, inside.volunteer).due_at == NOW


def test_when_the_owner_goes_the_date_is_nobodys_and_says_so(inside: Cast, hearing: Hearing) -> None:
    lead = Assignment.objects.get(case=inside.case, membership=inside.attorney)
    casework.end_assignment(assignment=lead, by=inside.coordinator)
    assert Deadline.objects.get(hearing=hearing).owner is None


def test_closing_the_case_ends_its_dates_and_their_reminders(inside: Cast, hearing: Hearing) -> None:
    case = Case.objects.get(pk=inside.case.pk)
    casework.close(case=case, version=case.version, because="An invented reason", by=inside.coordinator)
    assert {row.state for row in Deadline.objects.filter(case=case)} == {"withdrawn"}
    assert {row.state for row in of_hearing(hearing)} == {"withdrawn"}
