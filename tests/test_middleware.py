"""Requests inside the fence: what a failed view wrote is gone, and a lost connection ends in a sentence."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client as Browser
from django.test import override_settings
from django.urls import include, path

from cases import urls as product
from cases.errors import Conflict, Missing, NotPermitted, Problem
from cases.models import Case, Membership
from clinic import urls as top
from tests import make
from tests.make import Cast

Browse = Callable[..., Browser]


def write_then(request: HttpRequest, how: str) -> HttpResponse:
    """Write a row, then end in the way that the address names."""
    Case.objects.update(summary="half-written")
    endings = {
        "problem": Problem("The hearing on 31 Feb 2026 does not exist."),
        "conflict": Conflict("Somebody changed this."),
        "missing": Missing("No such case."),
        "refused": NotPermitted("Your role may not do that."),
        "crash": RuntimeError("with a secret inside"),
    }
    if how == "lost":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    if how in endings:
        raise endings[how]
    return HttpResponse("done")


inside = [path("try/<str:how>/", write_then), *product.of_clinic]
urlpatterns = [path("<slug:clinic>/", include(inside)), *top.urlpatterns]
handler500, handler404, handler403, handler400 = (
    top.handler500,
    top.handler404,
    top.handler403,
    top.handler400,
)


@pytest.mark.parametrize(
    ("how", "status"),
    [("problem", 400), ("conflict", 409), ("missing", 404), ("refused", 403), ("crash", 500)],
)
@override_settings(ROOT_URLCONF="tests.test_middleware")
def test_a_failed_view_leaves_nothing_half_written(cast: Cast, browse: Browse, how: str, status: int) -> None:
    browser = browse(cast.paralegal)
    browser.raise_request_exception = False
    answer = browser.get(f"/bay/try/{how}/")
    assert answer.status_code == status
    assert "secret" not in answer.content.decode()
    with cast.bay.inside():
        assert not Case.objects.filter(summary="half-written").exists()


@override_settings(ROOT_URLCONF="tests.test_middleware")
def test_what_a_view_wrote_stays_when_it_ends_well(cast: Cast, browse: Browse) -> None:
    assert browse(cast.paralegal).get("/bay/try/well/").status_code == 200
    with cast.bay.inside():
        assert Case.objects.filter(summary="half-written").count() == 2
    with cast.river.inside():
        assert not Case.objects.filter(summary="half-written").exists()


@override_settings(ROOT_URLCONF="tests.test_middleware")
def test_a_lost_database_connection_ends_in_a_sentence_and_no_half_written_state(
    own_database: None, browse: Browse
) -> None:
    cast = make.make_cast()
    browser = browse(cast.paralegal)
    browser.raise_request_exception = False
    answer = browser.get("/bay/try/lost/")
    assert answer.status_code == 500
    assert "nothing was half-written" in answer.content.decode()
    connection.close()
    with cast.bay.inside():
        assert not Case.objects.filter(summary="half-written").exists()


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_a_clinic_that_is_not_yours_does_not_exist(cast: Cast, browse: Browse, who: str) -> None:
    assert browse(getattr(cast, who)).get("/bay/").status_code == 404
    assert browse(getattr(cast, who)).get("/no-such-clinic/").status_code == 404


def test_a_membership_that_ended_bites_on_the_next_request(cast: Cast, browse: Browse) -> None:
    from django.utils import timezone

    browser = browse(cast.paralegal)
    assert browser.get("/bay/").status_code == 200
    Membership.objects.filter(pk=cast.paralegal.pk).update(left_at=timezone.now())
    assert browser.get("/bay/").status_code == 404


def test_private_pages_are_kept_by_no_cache(cast: Cast, browse: Browse) -> None:
    answer = browse(cast.paralegal).get("/bay/")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_a_second_factor_is_asked_for_before_anything_else(
    cast: Cast, browse: Browse, settings: object
) -> None:
    settings.AMPARO_MFA_REQUIRED = True  # type: ignore[attr-defined]
    answer = browse(cast.paralegal).get("/bay/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/2fa/")


def test_a_method_that_an_address_does_not_take_gets_the_houses_page(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.paralegal)
    answer = browser.post(f"/bay/cases/{cast.case.reference}/timeline-of-nothing/")
    assert answer.status_code == 404
    answer = browser.post("/bay/deadlines/")
    words = answer.content.decode()
    assert answer.status_code == 405 and answer.headers["Allow"] == "GET"
    assert "not opened like that" in words and "Bay Legal Aid" in words
    told = browser.delete("/api/v1/cases/")
    assert told.status_code == 405 and told.headers["Content-Type"].startswith("application/json")


def test_an_error_page_names_the_number_to_quote(cast: Cast, browse: Browse) -> None:
    answer = browse(cast.paralegal).post("/bay/deadlines/")
    assert "quote <b" in answer.content.decode()
