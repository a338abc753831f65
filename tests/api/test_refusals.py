"""What the API refuses: bad input by field, roles and scope as on the pages, and nothing half-written."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client as Browser
from rest_framework.test import APIRequestFactory

from cases.actions import casework, tokens
from cases.api.base import InClinic
from cases.models import (
    AuditEvent,
    Case,
    Client,
    Hearing,
    HearingReport,
    Membership,
    Minor,
    Person,
    Proceeding,
    Sponsorship,
)
from tests import make
from tests.api.sending import ANA, JSON, patch, post
from tests.make import Cast

Program = Callable[[Membership], Browser]
Rows = dict[str, Any]


@pytest.mark.parametrize(
    ("url", "body", "field"),
    [
        ("cases/", {}, "respondent"),
        ("cases/", {"respondent": {"given_names": ""}}, "respondent"),
        ("cases/", {"respondent": ANA | {"birth_date": "2026-02-30"}}, "respondent"),
        ("cases/", {"respondent": ANA | {"birth_date": "2126-02-01"}}, "birth_date"),
        ("cases/", {"respondent": ANA | {"a_number": "1234567"}}, "a_number"),
        ("cases/", {"respondent": ANA | {"a_number": "A200-123-456"}}, "a_number"),
        ("cases/", {"respondent": ANA | {"nationality": "QQ"}}, "nationality"),
        ("cases/", {"respondent": ANA | {"languages": ["zzz"]}}, "languages"),
        ("clients/", {"given_names": "Eva"}, "case"),
        ("clients/", {"case": "BAY-00-0000", "given_names": "Eva"}, "case"),
        ("hearings/", {"proceeding": 999999, "kind": "master", "setting": "tbd"}, "proceeding"),
        ("proceedings/", {"case": "BAY-00-0000", "kind": "bia"}, "case"),
        ("minors/", {"case": "BAY-00-0000", "given_names": "\x00"}, "given_names"),
        ("minors/", {"case": "BAY-00-0000", "given_names": "\ud800"}, "given_names"),
    ],
)
def test_bad_input_names_the_field_and_leaves_nothing(
    cast: Cast, rows: Rows, program: Program, url: str, body: dict[str, Any], field: str
) -> None:
    counted = (Case, Person, Client, Minor, Hearing, Proceeding, Sponsorship, AuditEvent)
    caller = program(cast.paralegal)
    with cast.bay.inside():
        before = [table.objects.count() for table in counted]
    answer = post(caller, url, body)
    assert answer.status_code in {400, 404}, answer.content
    assert field in answer.json()["fields"], answer.json()
    assert answer.json()["detail"].endswith((".", field))
    with cast.bay.inside():
        assert [table.objects.count() for table in counted] == before


@pytest.mark.parametrize(
    "sent", ["{", "[]", '"x"', "null", '{"respondent": 5}', '{"respondent": {"given_names": {}}}']
)
def test_what_is_no_object_is_refused(cast: Cast, program: Program, sent: str) -> None:
    answer = program(cast.paralegal).post("/api/v1/cases/", sent, content_type=JSON)
    assert answer.status_code == 400 and set(answer.json()) >= {"detail", "code"}


def test_roles_may_only_what_they_may_on_the_pages(cast: Cast, rows: Rows, program: Program) -> None:
    hearing = {"proceeding": rows["proceeding"].pk, "kind": "master", "setting": "tbd"}
    with cast.bay.inside():
        partial = make.make_member(cast.bay, "accredited_partial")
        make.assign(cast.case, partial)
    for who, url, body, status in [
        (partial, "hearings/", hearing, 403),
        (cast.social_worker, "cases/", {"respondent": ANA}, 403),
        (cast.attorney, "cases/", {"respondent": ANA}, 403),
        (cast.social_worker, "minors/", {"case": cast.case.reference, "given_names": "Eva"}, 403),
        (cast.volunteer, "hearings/", hearing, 404),
        (cast.walled, "hearings/", hearing, 404),
        (cast.neighbour, "hearings/", hearing, 404),
        (cast.auditor, "minors/", {"case": cast.case.reference, "given_names": "Eva"}, 404),
        (cast.neighbour, "clients/", {"case": cast.case.reference, "given_names": "Eva"}, 404),
    ]:
        answer = post(program(who), url, body)
        assert answer.status_code == status, (who, url, answer.content)


def test_a_person_of_another_case_cannot_be_pulled_in(cast: Cast, program: Program) -> None:
    with cast.bay.inside():
        stranger = Person.objects.get(parties__case=cast.other_case)
    for who, status in ((cast.attorney, 404), (cast.coordinator, 404)):
        answer = post(program(who), "clients/", {"case": cast.case.reference, "person": stranger.pk})
        assert answer.status_code == status


def test_every_write_leaves_one_trace_of_its_own(cast: Cast, rows: Rows, program: Program) -> None:
    caller = program(cast.attorney)
    patch(caller, f"minors/{rows['minor'].pk}/", {"note": "Lives with her aunt", "version": "1.1"})
    with cast.bay.inside():
        trail = list(
            AuditEvent.objects.filter(membership_id=cast.attorney.pk)
            .order_by("pk")
            .values_list("verb", flat=True)
        )
        assert trail == ["token.create", "minor.change", "deadline.recompute", "minor.read"]
        assert HearingReport.objects.count() == 1


def test_a_fault_of_ours_keeps_nothing_and_tells_nothing(cast: Cast) -> None:
    class Breaks(InClinic):
        def post(self, request: object) -> None:
            casework.describe(case=cast.case, version=1, summary="Half", claim_theory="", by=self.member)
            raise OperationalError("server closed the connection, password=secret")

    with cast.bay.inside():
        _, secret = tokens.create(label="a test", by=cast.attorney)
    request = APIRequestFactory().post("/api/v1/x/", headers={"Authorization": f"Bearer {secret}"})
    answer: Any = Breaks.as_view()(request)
    said = json.loads(answer.content)
    assert answer.status_code == 500 and said["code"] == "broken"
    assert "nothing was kept" in said["detail"] and "secret" not in said["detail"]
    with cast.bay.inside():
        assert Case.objects.get(pk=cast.case.pk).version == 1
