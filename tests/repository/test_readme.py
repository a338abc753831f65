"""What the README promises about pages and roles is there."""

import re
from pathlib import Path

from django.urls import Resolver404, resolve

README = Path(__file__).parents[2].joinpath("README.md").read_text()


def is_a_page(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True


def test_the_addresses_of_the_api_answer_or_are_said_not_to() -> None:
    named = set(re.findall(r"`(/api/v1/[^`]*)`(?! itself has no page)", README))
    assert "/api/v1/cases/" in named
    assert [address for address in sorted(named) if not is_a_page(address)] == []


def test_the_table_of_roles_promises_reports_only_when_there_is_such_a_page() -> None:
    roles = README.split("## Roles", 1)[1].split("\n## ", 1)[0]
    assert is_a_page("/bay/reports/") or "reports" not in roles
