"""The frame around every page shows a role only the ways that lead somewhere for it."""

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.urls import reverse

from cases.models import Membership
from tests.make import Cast

Browse = Callable[[Membership], Browser]


def home(browser: Browser) -> str:
    return browser.get(reverse("cases", kwargs={"clinic": "bay"})).content.decode()


@pytest.mark.parametrize("who", ["auditor", "interpreter"])
def test_a_role_that_opens_no_file_is_offered_neither_search_nor_lists(
    cast: Cast, browse: Browse, who: str
) -> None:
    page = home(browse(getattr(cast, who)))
    assert "Your role opens no client file." in page
    assert 'role="search"' not in page
    assert "Which cases" not in page


def test_everybody_else_searches_and_chooses_a_list(cast: Cast, browse: Browse) -> None:
    page = home(browse(cast.social_worker))
    assert 'role="search"' in page
    assert "Which cases" in page


def test_the_interpreters_home_leads_to_the_sessions_by_the_menus_own_name(
    cast: Cast, browse: Browse
) -> None:
    page = home(browse(cast.interpreter)).split("<main", 1)[1]
    assert "under Declarations" not in page
    assert f'href="{reverse("sessions", kwargs={"clinic": "bay"})}"' in page
    assert "Your sessions" in page
