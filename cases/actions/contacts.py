"""Ways to reach a person: each with the rule for using it, hidden until asked for, retired but never erased."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from cases.access.roles import May
from cases.actions import audit, consents
from cases.errors import NotPermitted, Problem
from cases.models import Case, ContactPoint, Membership, Person, Sponsorship

FEWEST_DIGITS = 10  # a number of the United States: three of the area code and seven
FEWEST_ABROAD = 7  # after "+", with the country's own digits among them


@transaction.atomic
def add(
    *,
    person: Person,
    case: Case,
    kind: str,
    value: str,
    by: Membership,
    label: str = "",
    safety: str = ContactPoint.Safety.UNKNOWN,
    rule: str = "",
) -> ContactPoint:
    """Record a way to reach a person and how it may be used. Raises Problem when the value cannot be one."""
    audit.require(May.EDIT_PEOPLE, by=by)
    _check(kind, value)
    _check_rule(safety, rule)
    point = ContactPoint.objects.create(
        clinic_id=person.clinic_id,
        person=person,
        kind=kind,
        value=value.strip(),
        label=label,
        safety=safety,
        rule=rule,
    )
    audit.write(verb="contact.add", by=by, case_id=case.pk, object_id=point.pk, kind=kind)
    return point


@transaction.atomic
def change_rule(
    *, point: ContactPoint, case: Case, safety: str, rule: str, by: Membership, label: str | None = None
) -> None:
    """Say anew how a way to reach somebody may be used."""
    audit.require(May.EDIT_PEOPLE, by=by)
    _check_rule(safety, rule)
    fresh = ContactPoint.objects.select_for_update(no_key=True).get(pk=point.pk)
    fresh.safety, fresh.rule = safety, rule
    fresh.label = fresh.label if label is None else label
    fresh.save(update_fields=["safety", "rule", "label"])
    if safety != ContactPoint.Safety.AS_AGREED:
        consents.unsafe(contact=fresh, by=by)
    audit.write(verb="contact.change_rule", by=by, case_id=case.pk, object_id=point.pk, safety=safety)


@transaction.atomic
def retire(*, point: ContactPoint, case: Case, by: Membership) -> None:
    """Note that this no longer reaches the person. It stays on record, so that nobody adds it again unaware."""
    audit.require(May.EDIT_PEOPLE, by=by)
    ContactPoint.objects.filter(pk=point.pk).update(is_current=False)
    consents.unsafe(contact=point, by=by)
    audit.write(verb="contact.retire", by=by, case_id=case.pk, object_id=point.pk)


@transaction.atomic
def reveal(*, point: ContactPoint, case: Case, by: Membership) -> str:
    """Return the number or address in full and write down who asked.

    An adverse sponsor's whereabouts are also the child's: only those who answer for the case (who may close
    its deadlines) see them. Others get NotPermitted.
    """
    audit.require(May.REVEAL, by=by)
    if belongs_to_adverse_sponsor(point.person) and not by.may(May.CLOSE_DEADLINE):
        raise NotPermitted(
            "This sponsor is recorded as adverse, so where to find them is shown only to the case's attorneys, "
            "paralegals and coordinator. Ask one of them."
        )
    audit.write(verb="contact.reveal", by=by, case_id=case.pk, object_id=point.pk)
    return point.value.reveal()


def belongs_to_adverse_sponsor(person: Person) -> bool:
    """Say whether this person is a sponsor whose care is recorded as adverse and has not ended long ago."""
    return Sponsorship.objects.filter(sponsor__person=person, standing=Sponsorship.Standing.ADVERSE).exists()


def _check(kind: str, value: str) -> None:
    typed = value.strip()
    if not typed:
        raise Problem("Nothing was typed. Type the number or address, or leave this step.", field="value")
    if kind == ContactPoint.Kind.EMAIL:
        try:
            validate_email(typed)
        except ValidationError:
            raise Problem(
                f"“{typed[:60]}” is not an e-mail address: it needs one @ and a name after it, as in "
                "ana@example.org.",
                field="value",
            ) from None
    if kind in (ContactPoint.Kind.PHONE, ContactPoint.Kind.WHATSAPP):
        _check_digits(typed)


def _check_digits(typed: str) -> None:
    digits = sum(sign.isdigit() for sign in typed)
    if typed.startswith("+"):
        if digits < FEWEST_ABROAD:
            raise Problem(
                f"“{typed[:30]}” has {digits} digits; a number from abroad has at least {FEWEST_ABROAD} "
                "after its +. Check it.",
                field="value",
            )
    elif digits < FEWEST_DIGITS:
        raise Problem(
            f"“{typed[:30]}” has {digits} digits; a telephone number has at least {FEWEST_DIGITS}. "
            "Type it with its area code, or begin with + and the country's code.",
            field="value",
        )


def _check_rule(safety: str, rule: str) -> None:
    if safety == ContactPoint.Safety.AS_AGREED and not rule.strip():
        raise Problem(
            "“Only as agreed” needs the agreement: when to call, what to say, what never to say.",
            field="rule",
        )
