"""What is asked of the clinic's signatures under rules: which hold, whose they are, and what awaits one."""

from collections.abc import Mapping

from cases.law import rules, wording
from cases.law.problems import RuleUnknown
from cases.law.rules import Rule
from cases.models import Membership, RuleSignOff

Signed = Mapping[tuple[str, str], RuleSignOff]  # by rule and version


def signed(member: Membership) -> Signed:
    """Return the clinic's signatures that still hold: those whose rule is worded as it was."""
    rows = RuleSignOff.objects.visible_to(member).select_related("by__user").order_by("at", "pk")
    return {(each.rule, each.version): each for each in rows if _still_holds(each)}


def who(signature: RuleSignOff | None) -> str:
    """Return who signed when, ``R. Ruiz on Sun 22 Nov 2026``; empty for nobody."""
    return f"{signature.by.user} on {wording.day(signature.at.date())}" if signature else ""


def awaiting(held: Signed) -> list[Rule]:
    """Return the newest version of every rule that nobody here has signed as it is worded now."""
    newest = (rules.book().latest(rule_id) for rule_id in rules.book().ids())
    return [rule for rule in newest if (rule.id, rule.version) not in held]


def _still_holds(signature: RuleSignOff) -> bool:
    try:
        versions = rules.book().all_versions(signature.rule)
    except RuleUnknown:
        return False
    return any(
        rule.version == signature.version and rule.fingerprint == signature.fingerprint for rule in versions
    )
