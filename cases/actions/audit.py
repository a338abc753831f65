"""Writing the audit trail, in the transaction of the action it tells of."""

from collections.abc import Iterable
from typing import Any

import structlog

from cases.access.roles import May
from cases.errors import NotPermitted
from cases.models import AuditEvent, Membership


def write(
    *, verb: str, by: Membership, case_id: int | None = None, object_id: int | None = None, **detail: Any
) -> AuditEvent:
    """Record one action. ``verb`` is noun.verb; ``detail`` holds field names, ids and counts, never contents."""
    event = _event(verb, by, case_id, object_id, detail)
    event.save(force_insert=True)
    return event


def write_each(*, verb: str, by: Membership, about: Iterable[tuple[int | None, int | None]]) -> None:
    """Record one action on several things, each as a row of its own: ``about`` holds case and object ids."""
    AuditEvent.objects.bulk_create([_event(verb, by, case_id, object_id, {}) for case_id, object_id in about])


def _event(
    verb: str, by: Membership, case_id: int | None, object_id: int | None, detail: dict[str, Any]
) -> AuditEvent:
    return AuditEvent(
        clinic_id=by.clinic_id,
        user_id=by.user_id,
        membership_id=by.pk,
        role=by.role,
        verb=verb,
        case_id=case_id,
        object_id=object_id,
        detail=detail,
        request_id=str(structlog.contextvars.get_contextvars().get("request_id", "")),
    )


def write_unattended(*, verb: str, clinic_id: int, **detail: Any) -> AuditEvent:
    """Record what Amparo did by itself in a clinic, at nobody's bidding: a sweep, or a command of the operator."""
    return AuditEvent.objects.create(clinic_id=clinic_id, verb=verb, detail=detail)


def read(*, what: str, by: Membership, case_id: int, object_id: int | None = None) -> AuditEvent:
    """Record that a member read a part of a client's file: ``what`` is the noun (case, declaration, packet)."""
    return write(verb=f"{what}.read", by=by, case_id=case_id, object_id=object_id)


def require(may: May, *, by: Membership) -> None:
    """Raise NotPermitted, naming role and deed, unless this member's role may do this."""
    if not by.may(may):
        raise NotPermitted(
            f"Your role here ({by.get_role_display().lower()}) may not {may.value}. Ask the clinic's coordinator."
        )
