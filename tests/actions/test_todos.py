"""What is to be done today reaches somebody the same day, without names; and the coordinators while nobody does it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail as outbox
from django.test import Client as Browser

from cases import tasks
from cases.actions import notices, policies, screening, telling, todos
from cases.models import Assignment, Message, ReliefScreening, ToDo, Wall
from tests import make
from tests.actions.reminding import NOW, letters
from tests.make import Cast

TEN_AT_NIGHT = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
HALF_PAST_SIX = dt.datetime(2026, 11, 23, 12, 30, tzinfo=dt.UTC)
SEVEN = dt.datetime(2026, 11, 23, 13, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def ask(cast: Cast, **more: Any) -> ToDo:
    given: dict[str, Any] = {"about": "A sponsor was recorded as adverse.", "by": cast.paralegal}
    return todos.open_today(case=cast.case, kind="who_tells_the_child", **given | more)


def tell(cast: Cast) -> list[Any]:
    """Write and send what is to be told in the Bay clinic; return the letters that have ever gone out."""
    with cast.bay.inside():
        telling.tell(clinic=cast.bay)
    notices.deliver(clinic=cast.bay)
    return list(outbox.outbox)


def test_the_rest_of_the_team_has_a_letter_at_once_and_only_once(inside: Cast) -> None:
    todo = ask(inside)
    tell(inside)
    [letter] = tell(inside)
    assert letter.to == [inside.attorney.user.email], "whoever opened it knows"
    assert f"/bay/cases/{inside.case.reference}/to-do/{todo.pk}/" in letter.body
    assert letter.subject == f"{inside.case.reference}: to do today"
    assert "sponsor" not in f"{letter.subject}{letter.body}{letter.alternatives[0][0]}".lower()
    message = Message.objects.get()
    assert (message.state, message.case) == ("sent", inside.case)


def test_alone_on_the_case_the_coordinator_hears_of_it(inside: Cast) -> None:
    Assignment.objects.filter(membership=inside.attorney).update(ends_at=NOW)
    ask(inside)
    tell(inside)
    assert len(letters(inside.coordinator)) == 1


def test_who_is_away_is_stood_in_for_and_a_stand_in_behind_a_wall_is_not_told(inside: Cast) -> None:
    day = dt.date(2026, 11, 22)
    policies.go_away(starts_on=day, ends_on=day, stand_in=inside.supervisor, by=inside.attorney)
    ask(inside)
    tell(inside)
    assert len(letters(inside.supervisor)) == 1 and letters(inside.attorney) == []
    ToDo.objects.all().delete()
    Wall.objects.create(
        clinic=inside.bay, case=inside.case, membership=inside.supervisor, reason="x", raised_by=inside.coordinator
    )  # fmt: skip
    ask(inside)
    tell(inside)
    assert len(letters(inside.supervisor)) == 1, "the earlier one"
    assert len(letters(inside.coordinator)) == 1


def test_quiet_hours_are_kept_unless_the_hearing_is_near(inside: Cast, time_machine: Any) -> None:
    time_machine.move_to(TEN_AT_NIGHT, tick=False)
    todo = ask(inside)
    assert tell(inside) == []
    time_machine.move_to(HALF_PAST_SIX, tick=False)
    assert tell(inside) == [], "it is the next day by now: then after the clinic's morning"
    time_machine.move_to(SEVEN, tick=False)
    assert {each.to[0] for each in tell(inside)} >= {inside.coordinator.user.email}
    todo.delete()
    time_machine.move_to(TEN_AT_NIGHT, tick=False)
    hearing = make.make_hearing(make.make_proceeding(inside.case), dt.date(2026, 11, 23))
    ask(inside, hearing_id=hearing.pk)
    assert inside.attorney.user.email in {each.to[0] for each in tell(inside)}


def test_undone_the_coordinators_hear_of_it_each_morning_until_it_is_done(
    inside: Cast, time_machine: Any
) -> None:
    todo = ask(inside)
    tell(inside)
    for morning in (1, 2):
        time_machine.move_to(SEVEN + dt.timedelta(days=morning - 1), tick=False)
        tell(inside)
        tell(inside)
        assert len(letters(inside.coordinator)) == morning
    assert "still to do today" in letters(inside.coordinator)[-1].subject
    todos.do(todo=todo, outcome="Okafor calls the school.", by=inside.paralegal)
    time_machine.move_to(SEVEN + dt.timedelta(days=5), tick=False)
    tell(inside)
    assert len(letters(inside.coordinator)) == 2


def test_what_was_done_or_hidden_since_is_not_sent(inside: Cast) -> None:
    todo = ask(inside)
    telling.tell(clinic=inside.bay)
    Wall.objects.create(
        clinic=inside.bay, case=inside.case, membership=inside.attorney, reason="x", raised_by=inside.coordinator
    )  # fmt: skip
    notices.deliver(clinic=inside.bay)
    assert Message.objects.get().answer == "this person may no longer see the case"
    Wall.objects.all().delete()
    Message.objects.all().delete()
    telling.tell(clinic=inside.bay)
    todos.do(todo=todo, outcome="Done.", by=inside.paralegal)
    notices.deliver(clinic=inside.bay)
    assert Message.objects.get().answer == "somebody has done it meanwhile"
    assert outbox.outbox == []


def test_the_worker_tells_and_the_outbox_hides_it_behind_a_wall(
    cast: Cast, browse: Callable[[Any], Browser]
) -> None:
    with cast.bay.inside():
        ask(cast)
    assert (tasks.tell_todos(), tasks.tell_todos()) == (1, 0)
    assert cast.case.reference in browse(cast.supervisor).get("/bay/outbox/").content.decode()
    with cast.bay.inside():
        Wall.objects.create(
            clinic=cast.bay, case=cast.case, membership=cast.supervisor, reason="x", raised_by=cast.coordinator
        )  # fmt: skip
    assert cast.case.reference not in browse(cast.supervisor).get("/bay/outbox/").content.decode()


def test_a_screening_that_waits_is_a_thing_to_do_for_who_may_review_it(
    cast: Cast, browse: Callable[[Any], Browser]
) -> None:
    with cast.bay.inside():
        person = cast.case.parties.get().person
        opened = screening.start(case=cast.case, person=person, by=cast.paralegal)
        finished = screening.finish(screening=opened, version=opened.version, by=cast.paralegal)
        todo = ToDo.objects.get()
    tell(cast)
    [letter] = outbox.outbox
    assert letter.to == [cast.attorney.user.email], "the paralegal and the coordinator may not review it"
    assert "screening" not in letter.body
    page = browse(cast.attorney).get(f"/bay/cases/{cast.case.reference}/to-do/{todo.pk}/")
    assert page.headers["Location"] == f"/bay/cases/{cast.case.reference}/screening/"
    with cast.bay.inside():
        screening.review(screening=ReliefScreening.objects.get(pk=finished.pk), note="", by=cast.attorney)
        assert ToDo.objects.get().done_by == cast.attorney
