"""Makes what a test needs, straight into the tables: call these inside the clinic's fence."""

import base64
import datetime as dt
import itertools
import secrets
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from cases import vault
from cases.access.roles import Role
from cases.law import a_numbers
from cases.models import (
    Assignment,
    Case,
    Client,
    Clinic,
    Hearing,
    Membership,
    Minor,
    Party,
    Person,
    Proceeding,
    User,
    Wall,
)

MASTER_KEYS = f"test:{base64.b64encode(b'k' * 32).decode()}"
PASSWORD = "a long and invented pass phrase"
TEN = 10  # o'clock: past every clinic's morning, before any quiet hours
_numbers = itertools.count(1)


def zone_where_it_is_ten() -> str:
    """Return a time zone in which processes on the real clock are past every morning and meet no quiet hours."""
    ahead = (TEN - dt.datetime.now(dt.UTC).hour + 12) % 24 - 12
    return "Etc/GMT" if ahead == 0 else f"Etc/GMT{-ahead:+d}"


def make_clinic(slug: str = "bay", **fields: Any) -> Clinic:
    """A clinic with a key of its own."""
    defaults = {
        "name": f"{slug.title()} Legal Aid",
        "time_zone": "America/Chicago",
        "city": "Houston",
        "state": "TX",
        "case_prefix": slug[:3].upper(),
        "key": vault.new_key(),
    }
    return Clinic.objects.create(slug=slug, **defaults | fields)


def make_member(clinic: Clinic, role: str = Role.PARALEGAL, *, name: str = "", **fields: Any) -> Membership:
    """A person with this role in the clinic; ``user`` may be given to serve several clinics."""
    number = next(_numbers)
    name = name or f"{Role(role).label} {number}"
    user = fields.pop("user", None) or User.objects.create(
        email=f"{secrets.token_hex(6)}@example.org", name=name, password="!"
    )
    return Membership.objects.create(clinic=clinic, user=user, role=role, **fields)


def make_person(clinic: Clinic, given_names: str = "Marisol", surname: str = "Tzoc", **fields: Any) -> Person:
    """A person; ``a_number`` may be given in any spelling."""
    number = fields.pop("a_number", None)
    if number:
        number = a_numbers.parse(number)
        fields["a_number"] = number
        fields["a_number_hash"] = vault.keyed_hash(number, purpose="person.a_number")
    if fields.get("birth_date"):
        fields.setdefault("birth_date_certainty", "exact")
    return Person.objects.create(clinic=clinic, given_names=given_names, first_surname=surname, **fields)


def make_case(clinic: Clinic, *, respondent: Person | None = None, **fields: Any) -> Case:
    """An open case with one lead respondent, who is a client and a minor."""
    number = next(_numbers)
    defaults = {
        "reference": f"{clinic.case_prefix}-26-{number:04d}",
        "status": "open",
        "key": vault.new_key(),
    }
    case = Case.objects.create(clinic=clinic, **defaults | fields)
    person = respondent or make_person(clinic, birth_date=dt.date(2010, 3, 4))
    Client.objects.get_or_create(clinic=clinic, person=person)
    Minor.objects.get_or_create(clinic=clinic, person=person)
    Party.objects.create(clinic=clinic, case=case, person=person, part="respondent", is_lead=True)
    return case


def make_proceeding(case: Case, **fields: Any) -> Proceeding:
    """A removal proceeding in Houston."""
    defaults = {"kind": "eoir_removal", "court_code": "HOU", "time_zone": "America/Chicago"}
    return Proceeding.objects.create(clinic_id=case.clinic_id, case=case, **defaults | fields)


def make_hearing(proceeding: Proceeding, day: dt.date, *, kind: str = "individual", **fields: Any) -> Hearing:
    """A hearing at 8:30 AM on the court's clock."""
    time = dt.time(8, 30)
    starts_at = dt.datetime.combine(day, time, tzinfo=ZoneInfo(proceeding.time_zone))
    return Hearing.objects.create(
        clinic_id=proceeding.clinic_id,
        proceeding=proceeding,
        kind=kind,
        setting="at",
        day=day,
        time=time,
        starts_at=starts_at,
        time_zone=proceeding.time_zone,
        **fields,
    )


def assign(case: Case, member: Membership, *, duty: str = "lead", **fields: Any) -> Assignment:
    """Put a member to work on a case from now on."""
    return Assignment.objects.create(
        clinic_id=case.clinic_id, case=case, membership=member, duty=duty, assigned_by=member, **fields
    )


@dataclass(frozen=True)
class Cast:
    """The people of every test: one clinic, its neighbour, and someone who belongs to neither."""

    bay: Clinic
    river: Clinic
    attorney: Membership  # pro bono, assigned to `case`
    paralegal: Membership  # assigned to `case`
    coordinator: Membership
    supervisor: Membership
    walled: Membership  # a staff attorney of the same clinic, behind a wall
    volunteer: Membership  # pro bono, assigned to `other_case`
    auditor: Membership
    interpreter: Membership
    social_worker: Membership  # assigned to `case`
    neighbour: Membership  # a staff attorney of the other clinic
    stranger: User  # signs in, belongs to no clinic
    case: Case
    other_case: Case
    neighbours_case: Case


def make_cast() -> Cast:
    """Make the cast, each clinic's rows inside its own fence."""
    bay, river = make_clinic("bay"), make_clinic("river", case_prefix="RIV")
    member = {
        name: make_member(bay, role, name=name.replace("_", " ").title())
        for name, role in {
            "attorney": "pro_bono_attorney",
            "paralegal": "paralegal",
            "coordinator": "coordinator",
            "supervisor": "supervising_attorney",
            "walled": "staff_attorney",
            "volunteer": "pro_bono_attorney",
            "auditor": "auditor",
            "interpreter": "interpreter",
            "social_worker": "social_worker",
        }.items()
    }
    with bay.inside():
        case = make_case(
            bay, respondent=make_person(bay, birth_date=dt.date(2010, 3, 4), a_number="A200-123-456")
        )
        other = make_case(bay, respondent=make_person(bay, "Elmer", "Choc", birth_date=dt.date(2009, 1, 9)))
        assign(case, member["attorney"])
        assign(case, member["paralegal"], duty="paralegal")
        assign(case, member["social_worker"], duty="social_work")
        assign(other, member["volunteer"])
        Wall.objects.create(
            clinic=bay,
            case=case,
            membership=member["walled"],
            reason="An invented reason",
            raised_by=member["supervisor"],
        )
    neighbour = make_member(river, "staff_attorney", name="Neighbour")
    with river.inside():
        neighbours_case = make_case(river)
    return Cast(
        bay=bay,
        river=river,
        neighbour=neighbour,
        stranger=User.objects.create(email="stranger@example.org", name="Stranger", password="!"),
        case=case,
        other_case=other,
        neighbours_case=neighbours_case,
        **member,
    )
