"""Signing off rules: a supervising attorney stands up for a wording, and may take the signature back."""

from collections.abc import Sequence

from django.db import transaction

from cases.access.roles import May
from cases.actions import audit
from cases.errors import Conflict, Missing, Problem
from cases.law import rules
from cases.law.problems import RuleUnknown
from cases.law.rules import Rule
from cases.models import Membership, RuleSignOff

LONGEST_NOTE = 300


def mark(rule: Rule) -> str:
    """Return what a page sends back to say which wording was read: ``BIA_APPEAL_30|2026-03|0a1b2c…``."""
    return f"{rule.id}|{rule.version}|{rule.fingerprint}"


@transaction.atomic
def sign(*, marks: Sequence[str], note: str, by: Membership) -> int:
    """Sign off rules as they were read, and return how many signatures are new; one already signed stays.

    Raises Conflict when a rule was worded differently on the page that was read.
    """
    audit.require(May.SIGN_RULES, by=by)
    if not marks:
        raise Problem("Tick the rules that you have read and stand up for.")
    if len(note) > LONGEST_NOTE:
        raise Problem(f"The note has {len(note)} characters: {LONGEST_NOTE} is the most.", field="note")
    read = [_as_read(each) for each in marks]
    new = [
        rule.id
        for rule in read
        if RuleSignOff.objects.get_or_create(
            clinic_id=by.clinic_id,
            rule=rule.id,
            version=rule.version,
            fingerprint=rule.fingerprint,
            defaults={"by": by, "note": note.strip()},
        )[1]
    ]
    if new:
        audit.write(verb="rule.sign", by=by, rules=new, edition=rules.book().edition)
    return len(new)


@transaction.atomic
def take_back(*, mark: str, by: Membership) -> None:
    """Take a signature back: the rule awaits one again. The audit trail keeps both."""
    audit.require(May.SIGN_RULES, by=by)
    rule = _as_read(mark)
    gone, _ = RuleSignOff.objects.filter(rule=rule.id, version=rule.version).delete()
    if gone:
        audit.write(verb="rule.take_back", by=by, rules=[rule.id])


def _as_read(mark: str) -> Rule:
    rule_id, _, rest = mark.partition("|")
    version, _, fingerprint = rest.partition("|")
    try:
        versions = rules.book().all_versions(rule_id)
    except RuleUnknown as unknown:
        raise Missing(unknown.sentence) from unknown
    rule = next((each for each in versions if each.version == version), None)
    if rule is None or rule.fingerprint != fingerprint:
        raise Conflict(f"The rule {rule_id} is worded differently now: read it again before signing.")
    return rule
