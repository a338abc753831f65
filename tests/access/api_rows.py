"""What each address of the API answers to each of the cast; every further method is in tests/api."""

from __future__ import annotations

from typing import Any

from tests.access.rows import CASEWORKERS, SEES, WITH_A_CLINIC, Row

JSON = "application/json"
STRANGER = frozenset({"stranger"})
OPENERS = frozenset({"paralegal", "coordinator", "supervisor"})


def listed(**more: Any) -> Row:
    """An address of the clinic: every member is answered, with what they see; a stranger is refused."""
    return Row(ok=WITH_A_CLINIC, refused=STRANGER, unsigned=401, content_type=JSON, **more)


def one(noun: str, *, ok: frozenset[str] = SEES, **more: Any) -> Row:
    """An address of one row: those who see the case and are not in ``ok`` are refused."""
    name = "reference" if noun == "reference" else "pk"
    return Row(
        ok=ok,
        refused=(SEES - ok) | STRANGER,
        arguments=(name,),
        which={name: noun},
        unsigned=401,
        content_type=JSON,
        **more,
    )


ASSERTION = '{"kind": "orr_release", "asserted_on": "2025-04-01", "source": "orr_release_form"}'

API: dict[str, Row] = {
    "api:cases": listed(),
    "api:case": one("reference"),
    "api:case_intake": one("reference", ok=OPENERS, method="POST"),
    "api:case_end": one("reference", method="POST", status=400),  # no version was sent
    "api:clients": listed(),
    "api:client": one("client"),
    "api:minors": listed(),
    "api:minor": one("minor"),
    "api:minor_assertions": one("minor", ok=CASEWORKERS, method="POST", status=201, body=ASSERTION),
    "api:sponsors": listed(),
    "api:sponsor": one("sponsor"),
    "api:sponsorship": one("sponsorship", method="PATCH", status=400),
    "api:person_a_number": one("person", method="POST"),
    "api:person_contacts": one(
        "person", ok=CASEWORKERS, method="POST", status=201, body='{"kind": "phone", "value": "713 555 0100"}'
    ),
    "api:contact_point_value": one("contact", method="POST"),
    "api:hearings": listed(),
    "api:hearing_preview": Row(
        ok=CASEWORKERS | {"volunteer", "walled", "neighbour"},  # may ask, and named nothing
        refused=STRANGER | {"social_worker", "auditor", "interpreter"},
        method="POST",
        status=400,
        unsigned=401,
        content_type=JSON,
    ),
    "api:hearing": one("hearing"),
    "api:hearing_end": one("hearing", method="POST", status=400),
    "api:hearing_reports": one(
        "hearing", ok=CASEWORKERS, method="POST", status=201, body='{"setting": "tbd", "source": "hotline"}'
    ),
    "api:proceedings": listed(method="POST", status=400),  # nothing was sent
    "api:proceeding": one("proceeding"),
    "api:deadlines": listed(),
    "api:deadline": one("deadline"),
    "api:deadlines_compute": listed(method="POST", body="[]"),
    "api:filings": listed(),
    "api:filing": one("filing"),
    "api:filing_receipt": one("filing", method="POST", status=400),  # no version was sent
    "api:filing_acceptance": one("filing", method="POST", status=400),
    "api:filing_rejection": one("filing", method="POST", status=400),
    "api:exhibits": listed(),
    "api:exhibit": one("exhibit"),
    "api:packets": listed(),
    "api:packet": one("packet"),
    "api:schema": listed(),
    "api:nowhere": Row(
        ok=frozenset(), refused=STRANGER, arguments=("rest",), which={"rest": "nowhere"}, unsigned=401
    ),
}
