"""What is done with the rows that a packet's papers are printed from: witnesses and charges written down, changed, struck."""

import datetime as dt

from django.db import transaction

from cases.access.roles import May
from cases.actions import audit, versions
from cases.errors import Problem
from cases.law import a_numbers
from cases.models import Case, Charge, Exhibit, Membership, Witness
from cases.queries import clinics


@transaction.atomic
def write_witness(
    *,
    case: Case,
    by: Membership,
    name: str,
    summary: str,
    minutes: int,
    witness: Witness | None = None,
    version: int | None = None,
    language: str = "eng",
    appears: str = "in_person",
    a_number: str = "",
    contact: str = "",
    is_expert: bool = False,
) -> Witness:
    """Write down a witness, or change one. Raises Conflict when somebody else changed them meanwhile, Problem."""
    audit.require(May.BUILD_PACKET, by=by)
    if not name.strip() or not summary.strip():
        raise Problem("A witness list needs the name and what the witness will say.", field="name")
    row = (
        versions.claim(witness, version=version or 0, called="this witness")
        if witness
        else Witness(clinic_id=case.clinic_id, case=case, recorded_by=by)
    )
    row.name, row.summary, row.minutes = " ".join(name.split()), summary.strip(), minutes
    row.language, row.appears, row.is_expert = language, appears, is_expert
    row.a_number = a_numbers.parse(a_number) if a_number else ""
    row.contact = contact.strip()
    row.save()
    audit.write(verb="witness.write", by=by, case_id=case.pk, object_id=row.pk)
    return row


@transaction.atomic
def write_charge(
    *,
    case: Case,
    by: Membership,
    charge: str,
    row: Charge | None = None,
    version: int | None = None,
    arrested_on: dt.date | None = None,
    docket: str = "",
    disposition: str = "",
    consequence: str = "",
    exhibit: Exhibit | None = None,
) -> Charge:
    """Write down a charge, or change one. Raises Conflict when somebody else changed it meanwhile, Problem."""
    audit.require(May.BUILD_PACKET, by=by)
    if arrested_on is not None and arrested_on > clinics.today(by.clinic):
        raise Problem("That day is still to come. Correct the day of the arrest.", field="arrested_on")
    if exhibit is not None and exhibit.case_id != case.pk:
        raise Problem("This exhibit belongs to another case. Choose one of this case.", field="exhibit")
    made = (
        versions.claim(row, version=version or 0, called="this charge")
        if row
        else Charge(clinic_id=case.clinic_id, case=case, recorded_by=by)
    )
    made.arrested_on, made.docket, made.charge = arrested_on, docket.strip(), charge.strip()
    made.disposition, made.consequence, made.exhibit = disposition.strip(), consequence.strip(), exhibit
    made.save()
    audit.write(verb="charge.write", by=by, case_id=case.pk, object_id=made.pk)
    return made


@transaction.atomic
def strike_witness(*, witness: Witness, by: Membership) -> None:
    """Take a witness off the list. A packet that was built keeps the list that it was built with."""
    audit.require(May.BUILD_PACKET, by=by)
    audit.write(verb="witness.strike", by=by, case_id=witness.case_id, object_id=witness.pk)
    witness.delete()


@transaction.atomic
def strike_charge(*, row: Charge, by: Membership) -> None:
    """Take a charge off the chart. A packet that was built keeps the chart that it was built with."""
    audit.require(May.BUILD_PACKET, by=by)
    audit.write(verb="charge.strike", by=by, case_id=row.case_id, object_id=row.pk)
    row.delete()
