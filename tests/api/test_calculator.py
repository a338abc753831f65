"""Deadlines computed over the API: the machine contract, entry by entry, without a case."""

from collections.abc import Callable
from typing import Any

from django.test import Client as Browser

from cases.models import AuditEvent, Membership
from tests.make import Cast

Program = Callable[[Membership], Browser]
ADDRESS = "/api/v1/deadlines/compute/"


def _ask(program: Browser, sent: Any) -> Any:
    return program.post(ADDRESS, sent, content_type="application/json")


def test_every_entry_is_answered_in_its_place(cast: Cast, program: Program) -> None:
    sent = [
        {"id": "1", "rule": "EOIR_INDIVIDUAL_30", "facts": {"hearing": "2026-12-28", "detained": False}},
        {"id": "2", "rule": "NOPE", "facts": {}},
        {"id": "3", "rule": "BIA_APPEAL_30", "facts": {}},
        {"id": "4", "rule": "I589_ONE_YEAR", "facts": {"last_arrival": "2026-03-03", "uac": True}},
    ]
    response = _ask(program(cast.interpreter), sent)
    assert response.status_code == 200
    first, unknown, missing, exempt = response.json()
    assert (first["nominal_date"], first["legal_date"], first["safe_date"]) == (
        "2026-11-28",
        "2026-11-30",
        "2026-11-27",
    )
    assert first["rule_version"] == "2025-02" and first["steps"] and first["authority"]
    assert unknown == {"id": "2", "error": unknown["error"]} and "NOPE" in unknown["error"]
    assert "oral_decision" in missing["error"]
    assert exempt["safe_date"] is None and "Exemption claimed" in exempt["steps"][0]


def test_what_is_not_a_list_is_refused_with_a_sentence(cast: Cast, program: Program) -> None:
    response = _ask(program(cast.attorney), {"rule": "EOIR_INDIVIDUAL_30"})
    assert response.status_code == 400
    assert "JSON list" in response.json()["detail"]


def test_too_many_at_once_are_refused(cast: Cast, program: Program) -> None:
    response = _ask(program(cast.attorney), [{"rule": "STAY"}] * 1001)
    assert response.status_code == 400
    assert "1000" in response.json()["detail"]


def test_it_is_for_members_and_leaves_no_trace_of_the_facts(cast: Cast, program: Program) -> None:
    assert Browser().post(ADDRESS, "[]", content_type="application/json").status_code == 401
    _ask(program(cast.attorney), [{"rule": "BIA_APPEAL_30", "facts": {"oral_decision": "2026-11-20"}}])
    with cast.bay.inside():
        assert not [event for event in AuditEvent.objects.all() if "2026-11-20" in str(event.detail)]
