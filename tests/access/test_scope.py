"""The one sentence, tried on the cast: same clinic, assigned or clinic-wide, not walled, within the window."""

import datetime as dt

import pytest
from django.apps import apps
from django.utils import timezone

from cases.access import scope
from cases.models import Assignment, Case, Note, Person, Wall
from cases.models.base import Fenced, FencedQuerySet
from tests import make
from tests.access import stage
from tests.make import Cast

SEES_THE_CASE = {
    "attorney": True,
    "paralegal": True,
    "coordinator": True,
    "supervisor": True,
    "social_worker": True,
    "walled": False,
    "volunteer": False,
    "auditor": False,
    "interpreter": False,
    "neighbour": False,
}


@pytest.mark.parametrize(("who", "sees"), SEES_THE_CASE.items())
def test_who_sees_the_case_and_its_people(inside: Cast, who: str, sees: bool) -> None:
    member = getattr(inside, who)
    assert Case.objects.visible_to(member).filter(pk=inside.case.pk).exists() is sees
    respondent = inside.case.parties.get().person
    assert Person.objects.visible_to(member).filter(pk=respondent.pk).exists() is sees


@pytest.mark.parametrize("who", SEES_THE_CASE)
def test_every_table_is_seen_through_its_case(cast: Cast, who: str) -> None:
    """The short way of asking, where a row has one case, finds what the long way finds."""
    stage.set_up(cast)
    member = getattr(cast, who)
    fenced = [each for each in apps.get_models() if issubclass(each, Fenced)]
    plain = [each for each in fenced if type(each.objects.all()).visible_to is FencedQuerySet.visible_to]
    assert {"Deadline", "Person", "Hearing", "Case", "Reminder"} <= {each.__name__ for each in plain}
    with member.clinic.inside():
        for model in plain:
            cases = scope.visible_cases(Case.objects.all(), member)
            seen = model.objects.filter(**{f"{model.case_path}__in": cases}).values_list("pk", flat=True)
            short = model.objects.visible_to(member).values_list("pk", flat=True)
            assert sorted(short) == sorted(set(seen)), model.__name__


def test_a_person_in_two_cases_appears_once(inside: Cast) -> None:
    person = inside.case.parties.get().person
    make.make_case(inside.bay, respondent=person)
    assert list(Person.objects.visible_to(inside.coordinator).filter(pk=person.pk)) == [person]


def test_access_runs_only_within_the_window(inside: Cast) -> None:
    now = timezone.now()
    mine = Assignment.objects.filter(membership=inside.attorney)
    seen = Case.objects.visible_to(inside.attorney)
    mine.update(starts_at=now + dt.timedelta(hours=1))
    assert not seen.all().exists()
    mine.update(starts_at=now - dt.timedelta(days=2), ends_at=now - dt.timedelta(seconds=1))
    assert not Case.objects.visible_to(inside.attorney).exists()
    mine.update(ends_at=now + dt.timedelta(hours=1))
    assert Case.objects.visible_to(inside.attorney).exists()


def test_a_wall_outweighs_an_assignment_until_it_is_lifted(inside: Cast) -> None:
    make.assign(inside.case, inside.walled)
    assert not Case.objects.visible_to(inside.walled).filter(pk=inside.case.pk).exists()
    Wall.objects.update(lifted_at=timezone.now(), lifted_by=inside.supervisor)
    assert Case.objects.visible_to(inside.walled).filter(pk=inside.case.pk).exists()


def test_a_social_workers_notes_are_their_own(inside: Cast) -> None:
    Note.objects.create(
        clinic=inside.bay, case=inside.case, author=inside.social_worker, kind="social_work", body="walled"
    )
    Note.objects.create(clinic=inside.bay, case=inside.case, author=inside.attorney, body="open")
    assert Note.objects.visible_to(inside.social_worker).count() == 2
    for other in (inside.attorney, inside.coordinator, inside.supervisor):
        assert [n.kind for n in Note.objects.visible_to(other)] == ["general"]
