"""Recording what was filed, and when the court or agency received it."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from cases.access.roles import May
from cases.actions import applicants, audit, freezing
from cases.actions.filings import common
from cases.errors import Problem
from cases.models import Case, Deadline, Filing, Membership, Packet, Proceeding


@transaction.atomic
def record(
    *,
    case: Case,
    by: Membership,
    title: str,
    method: str,
    filed_on: dt.date,
    deadline: Deadline | None = None,
    proceeding: Proceeding | None = None,
    packet: Packet | None = None,
    document_type: str = "",
    is_i589: bool = False,
    filed_by: Membership | None = None,
    received_on: dt.date | None = None,
    receipt_number: str = "",
    i589_for: Sequence[int] | None = None,
    i589_principal: int | None = None,
) -> Filing:
    """Record what was filed; its date stays open until the filing is accepted.

    An I-589 says for whom it is (``i589_for``, persons' numbers) and who is the principal applicant, unless the case
    has one respondent: it meets the one-year date of these people only.

    It answers a ``deadline``, or stands in a ``proceeding``, or both. What was uploaded or handed over counts as
    received on the day it was filed unless another day is given; what was sent has no receipt until one is recorded.
    A ``packet`` that was filed is frozen from then on. Raises Problem, with its field.
    """
    audit.require(May.RECORD_FILING, by=by)
    at_once = method in common.AT_ONCE
    filing = Filing(
        clinic_id=case.clinic_id,
        case=case,
        deadline=deadline,
        proceeding=proceeding or (deadline.proceeding if deadline else None),
        packet=packet,
        title=_line(title),
        document_type=_line(document_type),
        is_i589=is_i589,
        method=method,
        filed_on=filed_on,
        filed_by=filed_by or by,
        received_on=received_on or (filed_on if at_once else None),
        receipt_number=_line(receipt_number),
        recorded_by=by,
    )
    _check(filing, by=by)
    if packet is not None:
        freezing.freeze(packet=packet, by=by)
    who = _for_whom(filing, i589_for, i589_principal) if is_i589 else {}
    filing.save()
    applicants.of_filing(filing=filing, who=who, by=by)
    audit.write(
        verb="filing.record",
        by=by,
        case_id=case.pk,
        object_id=filing.pk,
        deadline=filing.deadline_id,
        method=method,
    )
    return filing


@transaction.atomic
def receive(
    *, filing: Filing, version: int, by: Membership, received_on: dt.date, receipt_number: str = ""
) -> Filing:
    """Record, or correct, when the court or agency received it and under which number.

    An accepted I-589 takes its proceeding's asylum filing date, and the dates that follow from it, along.
    Raises Conflict when somebody else changed the filing meanwhile.
    """
    audit.require(May.RECORD_FILING, by=by)
    fresh = common.claim(filing, version=version)
    was, fresh.received_on, fresh.receipt_number = fresh.received_on, received_on, _line(receipt_number)
    common.check_days(fresh, by=by)
    fresh.save(update_fields=["received_on", "receipt_number", "version"])
    if fresh.outcome == Filing.Outcome.ACCEPTED:
        common.set_i589(fresh, by=by, was=was)
    audit.write(verb="filing.receive", by=by, case_id=fresh.case_id, object_id=fresh.pk)
    return fresh


def _for_whom(filing: Filing, people: Sequence[int] | None, principal: int | None) -> dict[int, int | None]:
    lead = filing.deadline.person_id if filing.deadline else None
    who = applicants.chosen(case=filing.case, people=people, principal=principal, lead=lead)
    if not who:
        raise Problem(
            "This case has several respondents: say for whom the I-589 was filed. Each of the others owes their own.",
            field="i589_for",
        )
    return who


def _line(typed: str) -> str:
    return " ".join(typed.split())


def _check(filing: Filing, *, by: Membership) -> None:
    if not filing.title:
        raise Problem("Say what was filed, as its cover page calls it.", field="title")
    if filing.method not in Filing.Method.values:
        raise Problem(
            f"“{filing.method[:20]}” is not a way of filing. Choose one from the list.", field="method"
        )
    for field in ("deadline", "proceeding", "packet"):
        row = getattr(filing, field)
        if row is not None and row.case_id != filing.case_id:
            raise Problem(f"This {field} belongs to another case. Choose one of this case.", field=field)
    if filing.deadline is not None and filing.deadline.state != Deadline.State.OPEN:
        raise Problem(
            f"This date is no longer open ({filing.deadline.get_state_display().lower()}). Look at the case again: "
            "record the filing for the date that stands, or without one.",
            field="deadline",
        )
    if filing.proceeding is None and (filing.deadline is None or filing.is_i589):
        raise Problem(
            "Say in which proceeding it was filed. Add the proceeding first if need be.", field="proceeding"
        )
    if not Case.objects.visible_to(filing.filed_by).filter(pk=filing.case_id).exists():
        raise Problem(f"{filing.filed_by.user} cannot see this case. Choose who filed it.", field="filed_by")
    common.check_days(filing, by=by)
