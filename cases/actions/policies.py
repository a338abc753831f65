"""How a clinic reminds its people, and what each person arranges for themselves: absences, stand-ins, muted kinds."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases import mail
from cases.access.roles import NO_CLIENT_FILE, May
from cases.actions import audit, bell
from cases.errors import Conflict, Problem
from cases.law import wording
from cases.models import Absence, Clinic, Membership, Mute, ReminderPolicy, User
from cases.models.policies import OFFSETS
from cases.queries import clinics

FURTHEST = 365  # days ahead


@transaction.atomic
def change(*, version: int, morning: dt.time, by: Membership, **chosen: Any) -> ReminderPolicy:
    """Set the clinic's policy. Raises Conflict and Problem.

    ``chosen``: fields of ReminderPolicy. What was sent stays as it was sent; what was planned by the earlier policy
    is planned anew by the worker (``reminders.replan``), because a large clinic has hundreds of thousands of rows.
    """
    audit.require(May.SET_REMINDERS, by=by)
    policy: ReminderPolicy
    policy, _ = ReminderPolicy.objects.select_for_update(no_key=True).get_or_create(clinic_id=by.clinic_id)
    if policy.version != version:
        raise Conflict("Somebody else changed how the clinic is reminded. Open the page again.")
    for name, value in chosen.items():
        setattr(policy, name, value)
    _check(policy, morning)
    policy.version += 1
    policy.changed_at, policy.planned_through = timezone.now(), 0
    policy.save()
    clinic = Clinic.objects.select_for_update(no_key=True).get(pk=by.clinic_id)
    clinic.morning = morning
    clinic.save(update_fields=["morning"])
    bell.ring("cases.tasks.replan_reminders")
    audit.write(verb="reminders.change_policy", by=by, object_id=policy.pk, fields=sorted(chosen))
    return policy


def _check(policy: ReminderPolicy, morning: dt.time) -> None:
    for kind, days in policy.offsets.items():
        if any(not 0 <= one <= FURTHEST for one in days):
            raise Problem(f"Days ahead go from 0 (the day itself) to {FURTHEST}.", field=f"offsets_{kind}")
        if kind in ("duty", "court_set", "expiry", "hearing") and not days:
            raise Problem(
                "Of these dates somebody must be told: name at least one day ahead, such as 7.",
                field=f"offsets_{kind}",
            )
    start, end = policy.quiet_from, policy.quiet_until
    is_quiet = start <= morning < end if start < end else (start != end and not end <= morning < start)
    if is_quiet:
        raise Problem(
            f"The morning at {morning:%H:%M} lies in the quiet hours ({start:%H:%M} to {end:%H:%M}), so nothing would "
            "go out then. Choose a later morning or end the quiet hours earlier.",
            field="morning",
        )


@transaction.atomic
def mute(*, kinds: Collection[str], by: Membership) -> None:
    """Set which kinds of date this member wants no reminders of. Court dates of their own cases come all the same."""
    if unknown := set(kinds) - set(OFFSETS):
        raise Problem(f"“{min(unknown)[:30]}” is no kind of date. Choose from the list.", field="kinds")
    Mute.objects.filter(membership=by).exclude(kind__in=kinds).delete()
    Mute.objects.bulk_create(
        [Mute(clinic_id=by.clinic_id, membership=by, kind=kind) for kind in sorted(kinds)],
        ignore_conflicts=True,
    )
    audit.write(verb="reminders.mute", by=by, kinds=sorted(kinds))


@transaction.atomic
def speak(*, language: str, by: Membership) -> None:
    """Set the language in which Amparo writes to this person, in every clinic where they work. Raises Problem."""
    if language not in mail.LANGUAGES:
        raise Problem(
            "Amparo writes English and Spanish to those who work here. Choose one.", field="language"
        )
    User.objects.filter(pk=by.user_id).update(language=language)
    audit.write(verb="reminders.speak", by=by, language=language)


@transaction.atomic
def go_away(*, starts_on: dt.date, ends_on: dt.date, stand_in: Membership, by: Membership) -> Absence:
    """Record that this member is away, through the last day given, and who is reminded instead.

    Raises Problem for days gone by, a stand-in who cannot take it, or an absence that is already recorded. Of a
    case that the stand-in may not see, the coordinator is told instead.
    """
    today = clinics.today(by.clinic)
    if ends_on < starts_on:
        raise Problem("The last day lies before the first. Correct one of the two.", field="ends_on")
    if ends_on < today:
        raise Problem(f"{wording.day(ends_on)} has gone by. Nobody is reminded in the past.", field="ends_on")
    if stand_in.pk == by.pk:
        raise Problem("Choose somebody else: you are away yourself.", field="stand_in")
    if stand_in.clinic_id != by.clinic_id or stand_in.left_at is not None or stand_in.role in NO_CLIENT_FILE:
        raise Problem(
            "This person cannot take your reminders here. Choose a colleague from the list.", field="stand_in"
        )
    running = Absence.objects.filter(
        membership=by, ended_at=None, starts_on__lte=ends_on, ends_on__gte=starts_on
    )
    if running.exists():
        raise Problem("You already recorded an absence on these days. End it first.", field="starts_on")
    _is_there(stand_in, starts_on, ends_on)
    made: Absence = Absence.objects.create(
        clinic_id=by.clinic_id, membership=by, stand_in=stand_in, starts_on=starts_on, ends_on=ends_on
    )
    audit.write(verb="absence.record", by=by, object_id=made.pk, stand_in=stand_in.pk)
    return made


def _is_there(stand_in: Membership, starts_on: dt.date, ends_on: dt.date) -> None:
    """Refuse a stand-in who is away on these days too: reminders are passed on once, not along a chain."""
    away = Absence.objects.filter(
        membership=stand_in, ended_at=None, starts_on__lte=ends_on, ends_on__gte=starts_on
    ).first()
    if away is not None:
        raise Problem(
            f"{stand_in.user} is away too, from {wording.day(away.starts_on)} through {wording.day(away.ends_on)}. "
            "Choose somebody who is there.",
            field="stand_in",
        )


@transaction.atomic
def come_back(*, absence: Absence, by: Membership) -> None:
    """End one's own absence now: from here on the reminders are one's own again."""
    mine = Absence.objects.filter(pk=absence.pk, membership=by, ended_at=None)
    mine.update(ended_at=timezone.now())
    audit.write(verb="absence.end", by=by, object_id=absence.pk)
