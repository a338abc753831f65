"""Every address × the cast: exactly what each is answered. The list is the URLconf's own: an address without a row fails."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client as Browser
from django.test.utils import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from cases.models import Membership
from tests import database
from tests.access import stage
from tests.access.api_rows import API
from tests.access.rows import CLINIC, OPEN, Row
from tests.conftest import house_of
from tests.make import Cast, make_cast

BORROWED = ("accounts/",)  # allauth's own pages: they show the signed-in person only themselves
CAST = (
    "attorney",
    "paralegal",
    "coordinator",
    "supervisor",
    "walled",
    "volunteer",
    "auditor",
    "interpreter",
    "social_worker",
    "neighbour",
    "stranger",
)
# These ask for the role before they look for the row, so the volunteer learns nothing of it either way.
PERMISSION_FIRST = {"intake_step"}
WORDS = {"kind"}  # arguments that name something of the law, and no row
ROWS: dict[str, Row] = {**OPEN, **CLINIC, **API}
Theatre = tuple[Cast, dict[str, Any], Path]


@pytest.fixture(scope="module")
def theatre(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Theatre]:
    """The cast and one of everything, made once in a database of their own: each test leaves them as they were."""
    folder = tmp_path_factory.mktemp("theatre")
    with django_db_blocker.unblock():
        before = str(connection.settings_dict["NAME"])
        copy = database.new_copy()
        with override_settings(**house_of(folder)):
            cast = make_cast()
            rows = stage.set_up(cast)
    yield cast, rows, folder
    with django_db_blocker.unblock():
        database.drop(copy)
        database.point_at(before)


@pytest.fixture
def cast(theatre: Theatre, house: None, db: None, settings: Any) -> Cast:
    """The theatre's cast, in front of the theatre's files."""
    cast, _, folder = theatre
    for name, value in house_of(folder).items():
        setattr(settings, name, value)
    return cast


@pytest.fixture
def rows(theatre: Theatre) -> dict[str, Any]:
    """One of everything in the cast's case, by noun."""
    return theatre[1]


def addresses() -> Iterator[str]:
    """Yield the name of every address of the product, with its namespace."""

    def walk(resolver: URLResolver, before: str, namespaces: list[str]) -> Iterator[str]:
        for entry in resolver.url_patterns:
            pattern = before + str(entry.pattern)
            if pattern.startswith(BORROWED):
                continue
            if isinstance(entry, URLResolver):
                inner = [*namespaces, entry.namespace] if entry.namespace else namespaces
                yield from walk(entry, pattern, inner)
            elif isinstance(entry, URLPattern):
                yield ":".join([*namespaces, entry.name or f"unnamed {pattern}"])

    yield from walk(get_resolver(), "", [])


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert set(addresses()) == set(ROWS)


@pytest.mark.parametrize("name", ROWS)
def test_who_gets_what(cast: Cast, rows: dict[str, Any], browse: Callable[..., Browser], name: str) -> None:
    row = ROWS[name]
    expected = {who: row.answer(who) for who in CAST}
    seen = {who: _ask(browse(getattr(cast, who)), name, row, rows) for who in CAST}
    assert {who: (seen[who], "not", expected[who]) for who in CAST if seen[who] != expected[who]} == {}


@pytest.mark.parametrize("name", ROWS)
def test_nobody_gets_in_unsigned(cast: Cast, rows: dict[str, Any], name: str) -> None:
    row = ROWS[name]
    assert _ask(Browser(), name, row, rows) == row.unsigned


# Their argument names no row: a rule of the book, a form of the report.
OF_NO_CLINIC = {"rule", "deadline_report_file"}


@pytest.mark.parametrize(
    "name", [name for name, row in CLINIC.items() if row.arguments and name not in OF_NO_CLINIC]
)
def test_a_neighbours_row_is_not_reached_through_the_own_clinics_address(
    cast: Cast, rows: dict[str, Any], browse: Callable[..., Browser], name: str
) -> None:
    """The other clinic's member puts this clinic's ids below their own clinic's prefix."""
    row = ROWS[name]
    Membership.objects.filter(pk=cast.neighbour.pk).update(role="supervising_attorney")  # who may do most
    kwargs = row.kwargs(rows) | {"clinic": "river"}
    assert browse(cast.neighbour).generic(row.method, reverse(name, kwargs=kwargs)).status_code == 404


@pytest.mark.parametrize(
    "name", [name for name, row in CLINIC.items() if {"reference"} < set(row.arguments) - WORDS]
)
def test_ids_of_another_case_are_not_reached_through_the_own_case(
    cast: Cast, rows: dict[str, Any], browse: Callable[..., Browser], name: str
) -> None:
    """The volunteer puts the ids of a case they may not see below their own case's reference."""
    row = ROWS[name]
    kwargs = row.kwargs(rows) | {"clinic": "bay", "reference": cast.other_case.reference}
    answer = browse(cast.volunteer).generic(row.method, reverse(name, kwargs=kwargs))
    assert answer.status_code == 404 or (answer.status_code == 403 and name in PERMISSION_FIRST)


def _ask(browser: Browser, name: str, row: Row, rows: dict[str, Any]) -> int:
    """Ask, and undo what the answer did: the next of the cast finds the stage as it was."""
    try:
        address = reverse(name, kwargs=row.kwargs(rows))
    except NoReverseMatch:
        address = reverse(name, kwargs={"clinic": "bay", **row.kwargs(rows)})
    with transaction.atomic():
        answer = browser.generic(row.method, address, data=row.body, content_type=row.content_type)
        transaction.set_rollback(True)
    return answer.status_code
