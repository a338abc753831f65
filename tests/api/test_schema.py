"""The API's description is whole, valid and true: hostile requests made from it get only answers it names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client as Browser
from django.urls import URLPattern, get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cases.actions import tokens
from cases.api import urls
from cases.api.permissions import Members
from cases.models import Membership
from tests.make import Cast

SCHEMA = "/api/v1/schema/"
TRUE = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# Enough to try every operation with valid, broken and absurd input without holding up the suite.
bounded = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def test_the_schema_is_made_without_a_warning() -> None:
    out, err = StringIO(), StringIO()
    call_command(
        "spectacular", "--fail-on-warn", "--validate", "--format", "openapi-json", stdout=out, stderr=err
    )
    assert err.getvalue() == ""
    validate(json.loads(out.getvalue()))


def test_every_address_is_described_and_lets_only_members_in(
    cast: Cast, program: Callable[[Membership], Browser]
) -> None:
    described = program(cast.attorney).get(SCHEMA).json()["paths"]
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern)
        view = pattern.callback.cls  # type: ignore[attr-defined]
        assert view.permission_classes == (Members,), pattern
        if pattern.name in {"schema", "nowhere"}:
            continue
        address = "/api/v1/" + str(pattern.pattern).replace("<int:pk>", "{id}").replace(
            "<str:reference>", "{reference}"
        )
        methods = {name for name in ("get", "post", "patch") if hasattr(view, name)}
        assert set(described[address]) == methods, address
        for operation in described[address].values():
            assert operation["security"] == [{"token": []}, {"session": []}]
            assert operation["summary"]


@pytest.fixture
def same_connection() -> Iterator[None]:
    """Keep the test's own connection, and with it the test's rows, across requests, as Django's client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def description(cast: Cast, rows: dict[str, Any], same_connection: None) -> Any:
    """The schema as a program fetches it, bound to this very application."""
    with cast.bay.inside():
        _, secret = tokens.create(label="hostile", by=cast.coordinator)
    return schemathesis.openapi.from_wsgi(
        SCHEMA, get_wsgi_application(), headers={"Authorization": f"Bearer {secret}"}
    ), secret


def test_hostile_requests_get_only_answers_that_are_described(
    cast: Cast, rows: dict[str, Any], description: tuple[Any, str]
) -> None:
    schema, secret = description
    real = {
        "cases": cast.case.reference,
        "clients": rows["client"].pk,
        "minors": rows["minor"].pk,
        "sponsors": rows["sponsor"].pk,
        "sponsorships": rows["sponsorship"].pk,
        "people": rows["person"].pk,
        "contact-points": rows["contact"].pk,
        "hearings": rows["hearing"].pk,
        "proceedings": rows["proceeding"].pk,
        "deadlines": rows["deadline"].pk,
        "filings": rows["filing"].pk,
        "exhibits": rows["exhibit"].pk,
        "packets": rows["packet"].pk,
    }
    tried = set()
    for found in schema.get_all_operations():
        operation = found.ok()

        @bounded
        @given(case=operation.as_strategy(), is_real=st.booleans())
        def attack(case: Any, is_real: bool) -> None:
            noun = case.path.split("/")[3]
            for name in case.path_parameters or {}:
                if is_real:
                    case.path_parameters[name] = real[noun]
            answer = case.call(headers={"Authorization": f"Bearer {secret}"})
            case.validate_response(answer, checks=TRUE)

        attack()
        tried.add((operation.method, operation.path))
    assert len(tried) >= 28, sorted(tried)


def test_the_api_stands_before_the_clinics() -> None:
    assert get_resolver().resolve("/api/v1/cases/").url_name == "cases"
