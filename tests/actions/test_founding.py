"""A clinic is founded once, with a coordinator who can act in it, or not at all."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.actions import casework, founding
from cases.errors import Problem
from cases.models import AuditEvent, Clinic, User

WORDS = "an invented pass phrase"


def found(**changed: Any) -> Any:
    facts = {
        "slug": "new-shore",
        "name": "New Shore Legal Aid",
        "time_zone": "America/Chicago",
        "case_prefix": "SHO",
        "coordinator_name": "Wilhelmina Marsh",
        "coordinator_email": "w.marsh@example.org",
        "password": WORDS,
    }
    return founding.found(**(facts | changed))


def test_the_coordinator_of_a_founded_clinic_can_begin_a_case(db: None) -> None:
    coordinator = found()
    with coordinator.clinic.inside():
        case = casework.open_intake(by=coordinator, given_names="Anselma")
        assert case.reference.startswith("SHO-")
        assert AuditEvent.objects.filter(clinic_id=coordinator.clinic_id, verb="clinic.found").count() == 1
    assert coordinator.user.check_password(WORDS)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"slug": "New Shore"}, "small letters"),
        ({"case_prefix": "bay"}, "capitals"),
        ({"time_zone": "Houston"}, "not a time zone"),
        ({"password": "short"}, "too short"),
        ({"coordinator_email": "nobody"}, "valid email"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    db: None, changed: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Problem, match=sentence):
        found(**changed)
    assert not Clinic.objects.exists() and not User.objects.exists()


def test_a_name_that_is_taken_is_refused(db: None) -> None:
    found()
    with pytest.raises(Problem, match="already"):
        found(coordinator_email="other@example.org")


def test_the_command_reads_the_password_from_standard_input(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{WORDS}\n"))
    asked = ("--name", "Low Tide", "--time-zone", "America/New_York", "--case-prefix", "LOW")
    said = io.StringIO()
    call_command(
        "found_clinic",
        "low-tide",
        *asked,
        "--coordinator",
        "Abel Reed",
        "--email",
        "a@example.org",
        stderr=said,
    )
    assert "Low Tide stands" in said.getvalue() and WORDS not in said.getvalue()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{WORDS}\n"))
    with pytest.raises(CommandError, match="already"):
        call_command(
            "found_clinic", "low-tide", *asked, "--coordinator", "Abel Reed", "--email", "a@example.org"
        )
