"""Leaving a clinic: the work ends, the dates pass to others, and somebody stays to hear of what goes unanswered."""

import pytest

from cases.access.roles import Role
from cases.actions import clinics, proceedings
from cases.errors import NotPermitted, Problem
from cases.models import Assignment, Case, Membership
from tests import make
from tests.make import Cast


def test_whoever_leaves_sees_nothing_more_and_owns_no_date(inside: Cast) -> None:
    court = proceedings.add(case=inside.case, by=inside.paralegal, kind="eoir_removal", court_code="HOU")
    assert court.case.deadlines.filter(state="open", owner=inside.attorney).exists()
    left = clinics.leave(member=inside.attorney, by=inside.coordinator)
    assert left.left_at is not None
    assert not Assignment.objects.filter(membership=inside.attorney, ends_at=None).exists()
    assert not Case.objects.visible_to(inside.attorney).exists()
    assert not court.case.deadlines.filter(state="open", owner=inside.attorney).exists()


def test_leaving_twice_changes_nothing(inside: Cast) -> None:
    first = clinics.leave(member=inside.attorney, by=inside.coordinator).left_at
    clinics.leave(member=inside.attorney, by=inside.coordinator)
    assert Membership.objects.get(pk=inside.attorney.pk).left_at == first


def test_the_only_coordinator_cannot_leave(inside: Cast) -> None:
    with pytest.raises(Problem, match="only coordinator"):
        clinics.leave(member=inside.coordinator, by=inside.supervisor)
    make.make_member(inside.bay, Role.COORDINATOR)
    assert clinics.leave(member=inside.coordinator, by=inside.supervisor).left_at is not None


def test_who_may_not_invite_may_not_send_away(inside: Cast) -> None:
    with pytest.raises(NotPermitted):
        clinics.leave(member=inside.attorney, by=inside.paralegal)
