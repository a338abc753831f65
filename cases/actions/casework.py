"""What is done to a case as a whole: opened at intake, staffed, walled, noted on, described and closed."""

import datetime as dt
from typing import Unpack

from django.db import connection, transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from cases import vault
from cases.access.roles import DUTIES, NO_CLIENT_FILE, May
from cases.actions import audit, deadlines, people, versions
from cases.errors import Problem
from cases.law import wording
from cases.models import Assignment, Case, Membership, Note, Wall

# What a person does on a case when nobody says otherwise.
USUAL_DUTY = {
    "paralegal": Assignment.Duty.PARALEGAL,
    "social_worker": Assignment.Duty.SOCIAL_WORK,
    "student": Assignment.Duty.STUDENT,
    "staff_attorney": Assignment.Duty.LEAD,
    "accredited_full": Assignment.Duty.LEAD,
    "accredited_partial": Assignment.Duty.CO_COUNSEL,
    "coordinator": Assignment.Duty.PARALEGAL,
    "supervising_attorney": Assignment.Duty.MENTOR,
}


@transaction.atomic
def open_intake(*, by: Membership, summary: str = "", **facts: Unpack[people.PersonFacts]) -> Case:
    """Begin a case with its lead respondent, a client of the clinic, and assign whoever begins it.

    The case stands as "intake" until ``finish_intake``. Raises Problem as ``people.record_person`` does.
    """
    audit.require(May.INTAKE, by=by)
    case = Case.objects.create(
        clinic_id=by.clinic_id, reference=_next_reference(by), key=vault.new_key(), summary=summary
    )
    person = people.record_person(case=case, part="respondent", is_lead=True, by=by, **facts)
    people.record_client(person=person, case=case, by=by)
    if people.is_under_21(person):
        people.record_minor(person=person, case=case, by=by)
    _put_to_work(case, by, USUAL_DUTY.get(by.role, Assignment.Duty.CO_COUNSEL), by)
    audit.write(verb="case.open_intake", by=by, case_id=case.pk, object_id=case.pk)
    return case


@transaction.atomic
def keep_intake_step(*, case: Case, step: str, by: Membership) -> None:
    """Note where an unfinished intake goes on."""
    audit.require(May.INTAKE, by=by)
    Case.objects.filter(pk=case.pk, status=Case.Status.INTAKE).update(intake_step=step)


@transaction.atomic
def finish_intake(*, case: Case, by: Membership) -> Case:
    """Open the case for work, and let the law engine set the first deadlines. Twice does no harm."""
    audit.require(May.INTAKE, by=by)
    fresh = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    if fresh.status == Case.Status.INTAKE:
        fresh.status, fresh.intake_step = Case.Status.OPEN, ""
        fresh.version += 1
        fresh.save(update_fields=["status", "intake_step", "version"])
        audit.write(verb="case.finish_intake", by=by, case_id=case.pk, object_id=case.pk)
    deadlines.recompute(case=fresh, by=by)
    return fresh


@transaction.atomic
def describe(*, case: Case, version: int, summary: str, claim_theory: str, by: Membership) -> Case:
    """Change the one-line summary and the claim theory. Raises Conflict when somebody else did meanwhile."""
    audit.require(May.EDIT_CASE, by=by)
    fresh = versions.claim(case, version=version, called=f"case {case.reference}")
    fresh.summary, fresh.claim_theory = summary.strip(), claim_theory.strip()
    fresh.save(update_fields=["summary", "claim_theory", "version"])
    audit.write(verb="case.describe", by=by, case_id=case.pk, object_id=case.pk)
    return fresh


@transaction.atomic
def close(*, case: Case, version: int, because: str, by: Membership) -> Case:
    """Close the case from today, with the reason. Its file stays readable to those who could read it."""
    audit.require(May.ASSIGN, by=by)
    if not because.strip():
        raise Problem("Say why the case is closed: the next reader will ask.", field="because")
    fresh = versions.claim(case, version=version, called=f"case {case.reference}")
    fresh.status, fresh.closed_on, fresh.closed_because = (
        Case.Status.CLOSED,
        timezone.localdate(),
        because.strip(),
    )
    fresh.save(update_fields=["status", "closed_on", "closed_because", "version"])
    deadlines.follow_facts(case=fresh, by=by)
    audit.write(verb="case.close", by=by, case_id=case.pk, object_id=case.pk)
    return fresh


@transaction.atomic
def assign(
    *,
    case: Case,
    member: Membership,
    duty: str,
    by: Membership,
    starts_at: dt.datetime | None = None,
    ends_at: dt.datetime | None = None,
) -> Assignment:
    """Put a member to work on a case, from an instant (default: now) until another (default: open end).

    Raises Problem for a member who left, a role that opens no client file, a duty that does not fit the role
    (``roles.DUTIES``), a standing wall, an end before the start, the same duty twice, or a second lead
    attorney at the same time.
    """
    audit.require(May.ASSIGN, by=by)
    if member.clinic_id != case.clinic_id or member.left_at is not None:
        raise Problem("This person does not work in this clinic now. Choose a colleague from the list.")
    if member.role in NO_CLIENT_FILE:
        raise Problem(
            f"{member.user} is here as {member.get_role_display().lower()} and never opens a client's file. "
            "Give them another role first, or choose somebody else.",
            field="member",
        )
    _require_fitting(member, duty)
    if Wall.objects.filter(case=case, membership=member, lifted_at=None).exists():
        raise Problem(
            f"A wall stands between {member.user} and this case. Lift it first, if it may be lifted.",
            field="member",
        )
    made = _put_to_work(case, member, duty, by, starts_at, ends_at)
    deadlines.staff_changed(case=case)
    audit.write(
        verb="assignment.assign", by=by, case_id=case.pk, object_id=made.pk, membership=member.pk, duty=duty
    )
    return made


@transaction.atomic
def end_assignment(
    *, assignment: Assignment, by: Membership, ends_at: dt.datetime | None = None
) -> Assignment:
    """End a member's work on a case at an instant (default: now): from then on the case is out of their sight.

    Work that has not begun yet is called off: it ends as it begins.
    """
    audit.require(May.ASSIGN, by=by)
    fresh = Assignment.objects.select_for_update(no_key=True).get(pk=assignment.pk)
    until = ends_at or max(timezone.now(), fresh.starts_at)
    if until < fresh.starts_at:
        raise Problem("The end lies before the start of the assignment. Choose a later day.", field="ends_on")
    fresh.ends_at = until
    fresh.save(update_fields=["ends_at"])
    deadlines.staff_changed(case=fresh.case)
    audit.write(
        verb="assignment.end",
        by=by,
        case_id=fresh.case_id,
        object_id=fresh.pk,
        membership=fresh.membership_id,
    )
    return fresh


@transaction.atomic
def raise_wall(*, case: Case, member: Membership, reason: str, by: Membership) -> Wall:
    """Keep a member away from a case whatever their role or assignment. Raises Problem without a reason."""
    audit.require(May.WALL, by=by)
    if not reason.strip():
        raise Problem("Say why the wall is raised: whoever may lift it needs to know.", field="reason")
    if member.pk == by.pk:
        raise Problem("You cannot wall yourself off: you would not see the wall to lift it.", field="member")
    if Wall.objects.filter(case=case, membership=member, lifted_at=None).exists():
        raise Problem(f"A wall already stands between {member.user} and this case.", field="member")
    wall = Wall.objects.create(
        clinic_id=case.clinic_id, case=case, membership=member, reason=reason.strip(), raised_by=by
    )
    audit.write(verb="wall.raise", by=by, case_id=case.pk, object_id=wall.pk, membership=member.pk)
    return wall


@transaction.atomic
def lift_wall(*, wall: Wall, by: Membership) -> Wall:
    """Take a wall down. Lifting a wall against oneself is refused."""
    audit.require(May.WALL, by=by)
    if wall.membership_id == by.pk:
        raise Problem("A wall against you is lifted by somebody else. Ask another coordinator.")
    Wall.objects.filter(pk=wall.pk, lifted_at=None).update(lifted_at=timezone.now(), lifted_by=by)
    wall.refresh_from_db()
    audit.write(
        verb="wall.lift", by=by, case_id=wall.case_id, object_id=wall.pk, membership=wall.membership_id
    )
    return wall


@transaction.atomic
def write_note(*, case: Case, body: str, by: Membership, kind: str = Note.Kind.GENERAL) -> Note:
    """Write something down about a case. Social-work notes are their author's alone."""
    audit.require(May.SOCIAL_NOTES if kind == Note.Kind.SOCIAL_WORK else May.WRITE_NOTES, by=by)
    if not body.strip():
        raise Problem("The note is empty. Write at least a word, or leave the page.", field="body")
    note = Note.objects.create(clinic_id=case.clinic_id, case=case, author=by, kind=kind, body=body.strip())
    audit.write(verb="note.write", by=by, case_id=case.pk, object_id=note.pk, kind=kind)
    return note


def _require_fitting(member: Membership, duty: str) -> None:
    """Refuse a duty that the member's role cannot bear: the court would read the wrong person as filer."""
    fitting = DUTIES.get(duty, ())
    if member.role in fitting:
        return
    called = Assignment.Duty(duty).label.lower()
    among = wording.either([role.label.lower() for role in fitting])
    raise Problem(
        f"{member.user} is here as {member.get_role_display().lower()} and cannot be put down as {called}: "
        f"that is for a {among}. Choose another duty, or somebody else.",
        field="duty",
    )


def _put_to_work(
    case: Case,
    member: Membership,
    duty: str,
    by: Membership,
    starts_at: dt.datetime | None = None,
    ends_at: dt.datetime | None = None,
) -> Assignment:
    begins = starts_at or timezone.now()
    if ends_at and ends_at <= begins:
        raise Problem("The assignment would end before it starts. Choose a later last day.", field="ends_on")
    if Assignment.objects.filter(case=case, membership=member, duty=duty, ends_at=None).exists():
        raise Problem(f"{member.user} already has this duty on this case.", field="member")
    if duty == Assignment.Duty.LEAD:
        _require_sole_lead(case, member, begins, ends_at)
    return Assignment.objects.create(
        clinic_id=case.clinic_id,
        case=case,
        membership=member,
        duty=duty,
        starts_at=begins,
        ends_at=ends_at,
        assigned_by=by,
    )


def _require_sole_lead(
    case: Case, member: Membership, begins: dt.datetime, ends_at: dt.datetime | None
) -> None:
    """Refuse a second lead while another leads: the court and the deadlines know one. Locks the case's row."""
    Case.objects.select_for_update(no_key=True).get(
        pk=case.pk
    )  # two coordinators at once: the second reads the first
    leads = Assignment.objects.filter(case=case, duty=Assignment.Duty.LEAD).exclude(membership=member)
    meeting = leads.filter(Q(ends_at=None) | Q(ends_at__gt=begins) & Q(ends_at__gt=F("starts_at")))
    if ends_at:
        meeting = meeting.filter(starts_at__lt=ends_at)
    other = meeting.select_related("membership__user").order_by("starts_at", "pk").first()
    if other is None:
        return
    window = " now" if other.starts_at <= timezone.now() else f" from {_local_day(other.starts_at)}"
    window += f" until {_local_day(other.ends_at)}" if other.ends_at else ""
    raise Problem(
        f"{other.membership.user} is lead attorney of this case{window}, and a case has one lead at a time. "
        "End that assignment first, or choose another duty.",
        field="duty",
    )


def _local_day(instant: dt.datetime) -> str:
    return wording.day(timezone.localtime(instant).date())


def _next_reference(by: Membership) -> str:
    """The clinic's next "BAY-26-0007". Takes a lock, so that two intakes at once get two numbers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [72058, by.clinic_id])
    start = f"{by.clinic.case_prefix}-{timezone.localdate():%y}-"
    last = Case.objects.filter(clinic_id=by.clinic_id, reference__startswith=start).aggregate(
        last=Max("reference")
    )["last"]
    number = int(last.removeprefix(start)) + 1 if last else 1
    return f"{start}{number:04d}"
