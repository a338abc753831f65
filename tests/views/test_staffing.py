"""Who works on a case: put to work within a window, taken off, walled off."""

import datetime as dt
from collections.abc import Callable

from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from cases.models import Assignment, Membership, Wall
from tests.make import Cast

Browse = Callable[[Membership], Browser]


def url(name: str, **kwargs: object) -> str:
    return reverse(name, kwargs={"clinic": "bay", **kwargs})


def test_an_assignment_opens_the_case_and_its_end_closes_it(cast: Cast, browse: Browse) -> None:
    page = url("case", reference=cast.case.reference)
    assert browse(cast.volunteer).get(page).status_code == 404
    answers = {"member": cast.volunteer.pk, "duty": "co_counsel"}
    put = browse(cast.coordinator).post(url("case_assign", reference=cast.case.reference), answers)
    assert put.status_code == 302
    assert browse(cast.volunteer).get(page).status_code == 200
    with cast.bay.inside():
        made = Assignment.objects.get(membership=cast.volunteer, case=cast.case)
    end = url("case_unassign", reference=cast.case.reference, assignment=made.pk)
    assert browse(cast.paralegal).post(end).status_code == 403
    assert browse(cast.coordinator).post(end).status_code == 302
    assert browse(cast.volunteer).get(page).status_code == 404


def test_a_window_that_has_not_begun_shows_nothing_yet(cast: Cast, browse: Browse) -> None:
    first = timezone.localdate() + dt.timedelta(days=3)
    answers = {"member": cast.volunteer.pk, "duty": "co_counsel", "starts_on": f"{first:%m/%d/%Y}"}
    browse(cast.coordinator).post(url("case_assign", reference=cast.case.reference), answers)
    assert browse(cast.volunteer).get(url("case", reference=cast.case.reference)).status_code == 404
    early = {**answers, "ends_on": f"{first - dt.timedelta(days=1):%m/%d/%Y}"}
    page = browse(cast.coordinator).post(url("case_assign", reference=cast.case.reference), early)
    assert "last day lies before the first" in page.content.decode()


def test_a_wall_shuts_out_even_the_clinic_wide_and_hides_its_reason(cast: Cast, browse: Browse) -> None:
    answers = {"member": cast.paralegal.pk, "reason": "Knows the aunt"}
    raised = browse(cast.coordinator).post(url("case_wall", reference=cast.case.reference), answers)
    assert raised.status_code == 302
    assert browse(cast.paralegal).get(url("case", reference=cast.case.reference)).status_code == 404
    team = url("case_team", reference=cast.case.reference)
    assert "Knows the aunt" in browse(cast.supervisor).get(team).content.decode()
    assert "Knows the aunt" not in browse(cast.attorney).get(team).content.decode()
    with cast.bay.inside():
        wall = Wall.objects.get(membership=cast.paralegal)
    lift = url("case_lift_wall", reference=cast.case.reference, wall=wall.pk)
    assert browse(cast.attorney).post(lift).status_code == 403
    assert browse(cast.supervisor).post(lift).status_code == 302
    assert browse(cast.paralegal).get(url("case", reference=cast.case.reference)).status_code == 200


def test_refusals_name_the_person_and_the_remedy(cast: Cast, browse: Browse) -> None:
    assign = url("case_assign", reference=cast.case.reference)
    walled = browse(cast.coordinator).post(assign, {"member": cast.walled.pk, "duty": "lead"})
    assert "A wall stands between Walled and this case" in walled.content.decode()
    twice = browse(cast.coordinator).post(assign, {"member": cast.attorney.pk, "duty": "lead"})
    assert "already has this duty" in twice.content.decode()
    auditor = browse(cast.coordinator).post(assign, {"member": cast.auditor.pk, "duty": "lead"})
    assert auditor.status_code == 200, "not in the list, so not accepted"
    unfit = browse(cast.coordinator).post(assign, {"member": cast.social_worker.pk, "duty": "lead"})
    assert "Social Worker is here as social worker and cannot" in unfit.content.decode()
    second = browse(cast.coordinator).post(assign, {"member": cast.supervisor.pk, "duty": "lead"})
    assert "Attorney is lead attorney of this case now" in second.content.decode()
    own = browse(cast.coordinator).post(
        url("case_wall", reference=cast.case.reference), {"member": cast.coordinator.pk, "reason": "x"}
    )
    assert "cannot wall yourself off" in own.content.decode()
