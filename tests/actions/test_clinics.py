"""Leaving a clinic: the work ends, the dates pass to others, and somebody stays to hear of what goes unanswered."""

import datetime as dt

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
    with pytest.raises(Problem, match="nobody would answer for"):
        clinics.leave(member=inside.attorney, by=inside.coordinator)
    heirs = {inside.case.pk: inside.supervisor}
    left = clinics.leave(member=inside.attorney, heirs=heirs, by=inside.coordinator)
    assert left.left_at is not None
    assert not Assignment.objects.filter(membership=inside.attorney, ends_at=None).exists()
    assert not Case.objects.visible_to(inside.attorney).exists()
    assert {each.owner for each in court.case.deadlines.filter(state="open")} == {inside.supervisor}
    assert Assignment.objects.get(case=inside.case, duty="lead", ends_at=None).membership == inside.supervisor


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


@pytest.mark.parametrize("heir", ["walled", "paralegal", "volunteer"])
def test_who_may_not_lead_the_case_inherits_nothing(inside: Cast, heir: str) -> None:
    """Behind a wall, of a role that leads nothing; a volunteer may, though they see the case only from then on."""
    make.make_hearing(make.make_proceeding(inside.case), dt.date(2100, 1, 4))
    heirs = {inside.case.pk: getattr(inside, heir)}
    if heir == "volunteer":
        clinics.leave(member=inside.attorney, heirs=heirs, by=inside.coordinator)
        assert Case.objects.visible_to(inside.volunteer).filter(pk=inside.case.pk).exists()
        return
    with pytest.raises(Problem, match="cannot lead"):
        clinics.leave(member=inside.attorney, heirs=heirs, by=inside.coordinator)
    assert Membership.objects.get(pk=inside.attorney.pk).left_at is None


def test_the_dates_of_a_paralegal_who_leaves_are_the_leads(inside: Cast) -> None:
    court = proceedings.add(case=inside.case, by=inside.paralegal, kind="eoir_removal", court_code="HOU")
    dates = court.case.deadlines.filter(state="open")
    dates.update(owner=inside.paralegal)
    clinics.leave(member=inside.paralegal, by=inside.coordinator)
    assert {each.owner for each in dates.all()} == {inside.attorney}
