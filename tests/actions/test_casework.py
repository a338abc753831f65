"""A case's staff, walls and end: who may, what is refused, and that the database agrees."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from cases.access.roles import DUTIES, May, Role, may
from cases.actions import casework
from cases.errors import NotPermitted, Problem
from cases.models import Assignment, AuditEvent, Case
from cases.queries import casework as asked
from tests import make
from tests.make import Cast


def sees(inside: Cast, who: str) -> bool:
    return Case.objects.visible_to(getattr(inside, who)).filter(pk=inside.case.pk).exists()


def test_only_those_who_answer_for_the_clinic_put_people_to_work(inside: Cast) -> None:
    with pytest.raises(NotPermitted):
        casework.assign(case=inside.case, member=inside.volunteer, duty="lead", by=inside.paralegal)
    casework.assign(case=inside.case, member=inside.volunteer, duty="co_counsel", by=inside.coordinator)
    assert sees(inside, "volunteer")


def test_an_assignment_cannot_end_before_it_begins(inside: Cast) -> None:
    now = timezone.now()
    with pytest.raises(Problem, match="before it starts"):
        casework.assign(
            case=inside.case, member=inside.volunteer, duty="mentor", by=inside.coordinator,
            starts_at=now, ends_at=now - dt.timedelta(hours=1),
        )  # fmt: skip


def test_the_auditor_is_never_put_to_work_on_a_file(inside: Cast) -> None:
    with pytest.raises(Problem, match="never opens a client's file"):
        casework.assign(case=inside.case, member=inside.auditor, duty="mentor", by=inside.coordinator)


def test_each_duty_is_for_the_roles_that_may_bear_it(inside: Cast) -> None:
    with pytest.raises(Problem) as refused:
        casework.assign(
            case=inside.other_case, member=inside.social_worker, duty="lead", by=inside.coordinator
        )
    assert refused.value.field == "duty"
    assert refused.value.sentence == (
        "Social Worker is here as social worker and cannot be put down as lead attorney: that is for a "
        "supervising attorney, staff attorney, pro bono attorney or accredited representative (full). "
        "Choose another duty, or somebody else."
    )
    with pytest.raises(Problem, match="cannot be put down as mentor"):
        casework.assign(case=inside.case, member=inside.coordinator, duty="mentor", by=inside.supervisor)
    partial = make.make_member(inside.bay, "accredited_partial", name="Partial")
    with pytest.raises(Problem, match="cannot be put down as lead attorney"):
        casework.assign(case=inside.case, member=partial, duty="lead", by=inside.coordinator)
    casework.assign(case=inside.case, member=partial, duty="co_counsel", by=inside.coordinator)
    casework.assign(case=inside.other_case, member=inside.coordinator, duty="paralegal", by=inside.supervisor)


def test_a_case_has_one_lead_at_a_time(inside: Cast) -> None:
    now = timezone.now()
    given: dict[str, Any] = {
        "case": inside.case,
        "member": inside.volunteer,
        "duty": "lead",
        "by": inside.coordinator,
    }
    with pytest.raises(Problem) as refused:
        casework.assign(**given)
    assert refused.value.field == "duty"
    assert refused.value.sentence == (
        "Attorney is lead attorney of this case now, and a case has one lead at a time. "
        "End that assignment first, or choose another duty."
    )
    lead = Assignment.objects.get(case=inside.case, membership=inside.attorney)
    handover = now + dt.timedelta(days=10)
    casework.end_assignment(assignment=lead, by=inside.coordinator, ends_at=handover)
    with pytest.raises(Problem, match="Attorney is lead attorney of this case now until "):
        casework.assign(**given)
    casework.assign(**given, starts_at=handover)
    with pytest.raises(Problem, match="Volunteer is lead attorney of this case from "):
        casework.assign(**given | {"member": inside.supervisor}, starts_at=handover + dt.timedelta(days=1))


def test_a_lead_to_come_can_be_called_off_and_stands_in_nobodys_way(inside: Cast) -> None:
    begins = timezone.now() + dt.timedelta(days=10)
    given: dict[str, Any] = {"case": inside.case, "duty": "lead", "by": inside.coordinator}
    lead = Assignment.objects.get(case=inside.case, membership=inside.attorney)
    casework.end_assignment(assignment=lead, by=inside.coordinator)
    later = casework.assign(**given, member=inside.volunteer, starts_at=begins)
    called_off = casework.end_assignment(assignment=later, by=inside.coordinator)
    assert called_off.ends_at == begins
    casework.assign(**given, member=inside.supervisor)


def test_every_duty_names_its_roles_and_who_opens_an_intake_gets_one_that_fits() -> None:
    assert set(DUTIES) == set(Assignment.Duty)
    openers = [role for role in Role if may(role, May.INTAKE)]
    assert openers
    assert all(role in DUTIES[casework.USUAL_DUTY[role]] for role in openers)


def test_a_wall_is_raised_once_with_a_reason_and_lifted_by_somebody_else(inside: Cast) -> None:
    with pytest.raises(Problem, match="Say why"):
        casework.raise_wall(case=inside.case, member=inside.paralegal, reason=" ", by=inside.coordinator)
    wall = casework.raise_wall(
        case=inside.case, member=inside.supervisor, reason="Represented the aunt", by=inside.coordinator
    )
    assert not sees(inside, "supervisor")
    with pytest.raises(Problem, match="already stands"):
        casework.raise_wall(case=inside.case, member=inside.supervisor, reason="x", by=inside.coordinator)
    with pytest.raises(Problem, match="lifted by somebody else"):
        casework.lift_wall(wall=wall, by=inside.supervisor)
    casework.lift_wall(wall=wall, by=inside.coordinator)
    assert sees(inside, "supervisor")
    assert AuditEvent.objects.filter(verb__startswith="wall.").count() == 2


def test_closing_needs_a_reason_and_takes_the_case_off_the_open_list(inside: Cast) -> None:
    with pytest.raises(Problem, match="Say why"):
        casework.close(case=inside.case, version=1, because="", by=inside.coordinator)
    casework.close(case=inside.case, version=1, because="Asylum granted", by=inside.coordinator)
    shown = [row.reference for row in asked.case_list(member=inside.coordinator)]
    assert inside.case.reference not in shown
    found = [row.reference for row in asked.case_list(member=inside.coordinator, q="marisol")]
    assert inside.case.reference in found, "whoever searches learns that it is closed"


def test_finishing_an_intake_twice_does_no_harm(inside: Cast) -> None:
    case = casework.open_intake(by=inside.paralegal, given_names="Ana")
    casework.finish_intake(case=case, by=inside.paralegal)
    casework.finish_intake(case=case, by=inside.paralegal)
    assert AuditEvent.objects.filter(verb="case.finish_intake", case_id=case.pk).count() == 1
