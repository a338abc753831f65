"""A-numbers are found as clerks and scanners write them, and other numbers are not taken for one."""

import pytest

from cases.pdf import numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("File No. A 012-345-678", ["012345678"]),
        ("A#200123456 and A200-123-457.", ["200123456", "200123457"]),
        ("Alien Number: 87 654 321", ["087654321"]),
        ("Alien Registration No. 087654321", ["087654321"]),
        ("Receipt EAC2190012345, phone 713-555-0147, BAY-26-0007", []),
        ("NA 200123456", []),
        ("A 1234567890", []),
        ("On page A 12 345", []),
    ],
)
def test_a_numbers_in_a_text(text: str, found: list[str]) -> None:
    assert numbers.in_text(text) == found
