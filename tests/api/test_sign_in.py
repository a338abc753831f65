"""Who may call: a token bound to one membership, or a session that names its clinic. Nobody else, anywhere."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client as Browser
from django.utils import timezone
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from cases.actions import tokens
from cases.errors import Missing, Problem
from cases.models import ApiToken, AuditEvent, Membership
from tests import make
from tests.make import Cast

Program = Callable[[Membership], Browser]


def test_without_a_sign_in_every_address_asks_for_one(cast: Cast) -> None:
    for address in ("cases/", "clients/", "minors/1/", "sponsors/", "hearings/", "deadlines/", "schema/"):
        answer = Browser().get(f"/api/v1/{address}")
        assert answer.status_code == 401, address
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert set(answer.json()) == {"detail", "code"}


@pytest.mark.parametrize("header", ["Bearer", "Bearer amp_wrong", "Bearer a b", "Bearer \u00e9", "bearer x"])
def test_a_token_that_is_none_is_refused(cast: Cast, header: str) -> None:
    answer = Browser().get(
        "/api/v1/cases/", headers={"Authorization": header.encode("utf-8").decode("latin-1")}
    )
    assert answer.status_code == 401
    assert answer.json()["code"] == "authentication_failed"


def test_a_token_acts_as_its_member_and_only_its_hash_is_kept(cast: Cast, program: Program) -> None:
    answer = program(cast.attorney).get("/api/v1/cases/")
    assert [row["reference"] for row in answer.json()["results"]] == [cast.case.reference]
    assert answer.headers["Cache-Control"] == "private, no-store"
    with cast.bay.inside():
        token, secret = tokens.create(label="intake form", by=cast.attorney)
    assert secret.startswith("amp_") and len(secret) > 40
    assert token.token_hash == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str(ApiToken.objects.values())


def test_a_revoked_token_a_left_member_and_a_closed_account_are_refused(cast: Cast, program: Program) -> None:
    caller = program(cast.attorney)
    assert caller.get("/api/v1/cases/").status_code == 200
    with cast.bay.inside():
        token = ApiToken.objects.get(membership=cast.attorney)
        tokens.revoke(token_id=token.pk, by=cast.attorney)
        tokens.revoke(token_id=token.pk, by=cast.attorney)
        revocations = AuditEvent.objects.filter(verb="token.revoke").count()
    assert revocations == 1
    assert caller.get("/api/v1/cases/").status_code == 401
    for change in ({"left_at": timezone.now()}, {}):
        caller = program(cast.volunteer)
        Membership.objects.filter(pk=cast.volunteer.pk).update(**change)
        if not change:
            type(cast.volunteer.user).objects.filter(pk=cast.volunteer.user_id).update(is_active=False)
        assert caller.get("/api/v1/cases/").status_code == 401
        Membership.objects.filter(pk=cast.volunteer.pk).update(left_at=None)


def test_nobody_revokes_anothers_token(inside: Cast) -> None:
    token, _ = tokens.create(label="mine", by=inside.attorney)
    with pytest.raises(Missing):
        tokens.revoke(token_id=token.pk, by=inside.paralegal)


def test_a_token_needs_a_name_and_there_is_an_end_to_them(inside: Cast) -> None:
    with pytest.raises(Problem, match="Name what"):
        tokens.create(label="  ", by=inside.attorney)
    for number in range(tokens.MOST_RUNNING):
        tokens.create(label=f"Number {number}", by=inside.attorney)
    with pytest.raises(Problem, match="revoke one"):
        tokens.create(label="One more", by=inside.attorney)


def test_the_last_use_is_told_to_the_hour(cast: Cast, program: Program) -> None:
    caller = program(cast.attorney)
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC), tick=False) as clock:
        seen = []
        for minutes in (0, 30, 31):
            clock.shift(dt.timedelta(minutes=minutes))
            caller.get("/api/v1/cases/")
            seen.append(ApiToken.objects.get(membership=cast.attorney).last_used_at)
    assert [(at.hour, at.minute) for at in seen if at] == [(9, 0), (9, 0), (10, 1)]


def test_a_session_of_one_clinic_needs_no_header(cast: Cast, browse: Callable[..., Browser]) -> None:
    answer = browse(cast.attorney).get("/api/v1/cases/")
    assert [row["reference"] for row in answer.json()["results"]] == [cast.case.reference]


def test_a_session_of_several_clinics_names_one(cast: Cast, browse: Callable[..., Browser]) -> None:
    make.make_member(cast.river, "staff_attorney", user=cast.attorney.user)
    browser = browse(cast.attorney)
    answer = browser.get("/api/v1/cases/")
    assert answer.status_code == 400
    assert "Amparo-Clinic (bay, river)" in answer.json()["detail"]
    for slug, case in (("bay", cast.case), ("river", cast.neighbours_case)):
        answer = browser.get("/api/v1/cases/", headers={"Amparo-Clinic": slug})
        assert [row["reference"] for row in answer.json()["results"]] == [case.reference]


def test_a_clinic_that_is_not_ones_own_is_not_there(
    cast: Cast, program: Program, browse: Callable[..., Browser]
) -> None:
    for caller in (browse(cast.attorney), program(cast.attorney), browse(cast.stranger)):
        for slug in ("river", "nowhere"):
            answer = caller.get("/api/v1/cases/", headers={"Amparo-Clinic": slug})
            assert answer.status_code == 404 and answer.json()["code"] == "missing"


def test_a_stranger_is_told_to_ask_for_an_invitation(cast: Cast, browse: Callable[..., Browser]) -> None:
    answer = browse(cast.stranger).get("/api/v1/cases/")
    assert answer.status_code == 403 and "invitation" in answer.json()["detail"]


def test_a_session_writes_only_with_its_csrf_token(cast: Cast) -> None:
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(cast.paralegal.user)
    answer = browser.post(
        "/api/v1/cases/", {"respondent": {"given_names": "Ana"}}, content_type="application/json"
    )
    assert answer.status_code == 403 and "CSRF" in answer.json()["detail"]


def test_the_default_answers_no_one(cast: Cast) -> None:
    class Forgetful(APIView):
        authentication_classes = ()

        def get(self, request: object) -> None:
            raise AssertionError("a view that names no permission was let through")

    answer = Forgetful.as_view()(APIRequestFactory().get("/"))
    assert answer.status_code in {401, 403}


def test_the_fence_is_gone_after_the_answer(cast: Cast, program: Program) -> None:
    caller = program(cast.attorney)
    for address in ("cases/", "cases/NONE-26-0001/", "clients/999999/"):
        caller.get(f"/api/v1/{address}")
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('clinic.id', true)")
            assert cursor.fetchone() in {(None,), ("",)}


def test_the_command_makes_lists_and_revokes(cast: Cast) -> None:
    who = ["--clinic", "bay", "--email", cast.attorney.user.email.upper()]
    out, err = StringIO(), StringIO()
    call_command("api_token", "create", *who, "--label", "nightly export", stdout=out, stderr=err)
    secret = out.getvalue().strip()
    assert Browser().get("/api/v1/cases/", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    token = ApiToken.objects.get(membership=cast.attorney)
    listed = StringIO()
    call_command("api_token", "list", *who, stdout=listed)
    assert listed.getvalue() == f"{token.pk}\trunning\tnightly export\n"
    call_command("api_token", "revoke", *who, "--id", str(token.pk), stderr=StringIO())
    assert Browser().get("/api/v1/cases/", headers={"Authorization": f"Bearer {secret}"}).status_code == 401
    with pytest.raises(CommandError, match="does not work for"):
        call_command("api_token", "list", "--clinic", "river", "--email", cast.attorney.user.email)
    with pytest.raises(CommandError, match="no such token"):
        call_command("api_token", "revoke", *who, "--id", "0")
