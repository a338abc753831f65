"""Coming into a clinic and leaving it: invitations, good for one use and a few days, and the last day of work."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone

from cases import mail
from cases.access.roles import May, Role
from cases.actions import audit, casework, deadlines
from cases.errors import Missing, Problem
from cases.models import Assignment, Case, Deadline, Invitation, Membership, User
from cases.queries import leaving
from cases.queries.leaving import Handover

VALID_DAYS = 7
GONE = (
    "This invitation is no longer open: it was used, withdrawn, or is older than "
    f"{VALID_DAYS} days. Ask the clinic's coordinator for a new one."
)


def hashed(token: str) -> str:
    """Return how an invitation's token is stored. Plain SHA-256 suffices: it is 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(*, email: str, role: str, name: str = "", by: Membership) -> Invitation:
    """Offer a place in the clinic and send the link to ``email``; an earlier open offer to it is withdrawn.

    Raises Problem when the address, the role or the mail server is in the way; then nothing was stored.
    """
    audit.require(May.INVITE, by=by)
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError:
        raise Problem(
            f"“{email}” is not an e-mail address: it looks like name@example.org.", field="email"
        ) from None
    if role not in Role.values:
        raise Problem(f"“{role}” is not a role: choose one of the list.", field="role")
    at_work = Membership.objects.filter(
        clinic_id=by.clinic_id, left_at=None, user__email__iexact=email
    ).first()
    if at_work:
        raise Problem(f"{email} already works here, as: {at_work.get_role_display()}.", field="email")
    open_offers = Invitation.objects.filter(clinic_id=by.clinic_id, email__iexact=email)
    open_offers.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        clinic_id=by.clinic_id,
        email=email,
        name=name.strip(),
        role=role,
        token_hash=hashed(token),
        invited_by=by,
        expires_at=timezone.now() + timedelta(days=VALID_DAYS),
    )
    audit.write(verb="invitation.send", by=by, object_id=invitation.pk, invited_as=role)
    # Sent before the commit: a letter that could not leave takes its invitation back with it.
    mail.send(_letter(invitation, token, by), to=email)
    return invitation


@transaction.atomic
def withdraw(*, invitation_id: int, by: Membership) -> Invitation:
    """Close an open invitation at once: its link leads nowhere. Withdrawing twice changes nothing."""
    audit.require(May.INVITE, by=by)
    mine = Invitation.objects.select_for_update().filter(clinic_id=by.clinic_id, pk=invitation_id)
    invitation = mine.first()
    if invitation is None:
        raise Missing("There is no such invitation in this clinic.")
    if invitation.accepted_at:
        raise Problem(f"{invitation.email} has already accepted: the place is taken, not offered.")
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])
        audit.write(verb="invitation.withdraw", by=by, object_id=invitation.pk)
    return invitation


@transaction.atomic
def accept(*, token: str, user: User | None = None, name: str = "", password: str = "") -> Membership:
    """Take the offered place: as ``user``, who is signed in, or as a new person with a name and a password.

    The password was checked by the form. Raises Problem when the invitation is no longer open, is for somebody
    else, or its address already has an account (whose holder must sign in first).
    """
    invitation = _open_offer(token)
    known = User.objects.filter(email__iexact=invitation.email).first()
    if user is None and known is not None:
        raise Problem(
            f"{invitation.email} already has an account: sign in with it, then open the link again."
        )
    if user is not None and user != known:
        raise Problem(f"This invitation is for {invitation.email}, and you are signed in as {user.email}.")
    if user is None:
        user = User.objects.create_user(invitation.email, password, name=name.strip())
    membership, _ = Membership.objects.update_or_create(
        clinic_id=invitation.clinic_id,
        user=user,
        defaults={"role": invitation.role, "left_at": None},
    )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    with membership.clinic.inside():
        audit.write(verb="invitation.accept", by=membership, object_id=invitation.pk)
    return membership


@transaction.atomic
def leave(*, member: Membership, by: Membership, heirs: Mapping[int, Membership] | None = None) -> Membership:
    """Record that a member works here no longer: every assignment of theirs ends, and their dates pass to others.

    ``heirs``: by case, who leads it from now on. Where another lead is at work already, the dates are theirs. Leaving
    twice changes nothing. Raises Problem when an open date or a hearing would be nobody's, and for the last
    coordinator, without whom nobody hears of what goes unanswered.
    """
    audit.require(May.INVITE, by=by)
    here = Membership.objects.select_for_update().filter(clinic_id=by.clinic_id, left_at=None)
    fresh = here.filter(pk=member.pk).first()
    if fresh is None:
        return member
    if (
        fresh.role == Role.COORDINATOR
        and not here.filter(role=Role.COORDINATOR).exclude(pk=fresh.pk).exists()
    ):
        raise Problem(f"{fresh.user} is the clinic's only coordinator. Invite another one first.")
    heirs = heirs or {}
    _must_be_handed_over(leaving.handovers(member=fresh), heirs)
    now = timezone.now()
    fresh.left_at = now
    fresh.save(update_fields=["left_at"])
    mine = Assignment.objects.filter(membership=fresh).filter(Q(ends_at=None) | Q(ends_at__gt=now))
    owned = Deadline.objects.filter(owner=fresh, state=Deadline.State.OPEN)
    cases = {*mine.values_list("case_id", flat=True), *owned.values_list("case_id", flat=True)}
    mine.update(ends_at=Greatest(F("starts_at"), Value(now)))
    for case in Case.objects.filter(pk__in=cases).order_by("pk"):
        if case.pk in heirs and case.status != Case.Status.CLOSED:
            casework.assign(case=case, member=heirs[case.pk], duty=Assignment.Duty.LEAD, by=by)
        else:
            deadlines.staff_changed(case=case)
    audit.write(verb="member.leave", by=by, object_id=fresh.pk, cases=len(cases))
    return fresh


def _must_be_handed_over(left_behind: Iterable[Handover], heirs: Mapping[int, Membership]) -> None:
    """Raise Problem for a case whose dates or hearings nobody would answer for, or whose heir may not lead it."""
    for each in left_behind:
        heir = heirs.get(each.case.pk)
        if heir is None and each.needs_heir:
            raise Problem(
                f"{each.case.reference} has dates or hearings that nobody would answer for. Say who leads it from now on.",
                field=f"case_{each.case.pk}",
            )
        if heir is not None and heir not in each.able:
            raise Problem(
                f"{heir.user} cannot lead {each.case.reference}: their role, or a wall, stands in the way. Choose somebody else.",
                field=f"case_{each.case.pk}",
            )


def _open_offer(token: str) -> Invitation:
    """Lock the row, so that a second click waits and then finds the link used."""
    found = Invitation.objects.select_for_update().filter(token_hash=hashed(token)).first()
    if found is None or found.accepted_at or found.withdrawn_at or found.expires_at <= timezone.now():
        raise Problem(GONE)
    return found


def _letter(invitation: Invitation, token: str, by: Membership) -> mail.Letter:
    return mail.render(
        "invitation",
        clinic=by.clinic,
        inviter=by.user.name,
        name=invitation.name,
        role=invitation.get_role_display(),
        expires=timezone.localtime(invitation.expires_at).strftime("%a %-d %b %Y"),
        link=settings.AMPARO_URL.rstrip("/") + reverse("invitation", kwargs={"token": token}),
    )
