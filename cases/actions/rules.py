"""Signing off rules, one by one or a whole edition: a supervising attorney stands up for a wording, and may take it back."""

from collections.abc import Sequence

from django.db import transaction

from cases.access.roles import May
from cases.actions import audit
from cases.errors import Conflict, Missing, Problem
from cases.law import editions, rules
from cases.law.problems import RuleUnknown
from cases.law.rules import Rule
from cases.models import EditionSignOff, Membership, RuleSignOff

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
    _check_note(note)
    new = _put_signatures([_as_read(each) for each in marks], note, by)
    if new:
        audit.write(verb="rule.sign", by=by, rules=new, edition=rules.book().edition)
    return len(new)


@transaction.atomic
def sign_edition(*, edition: str, has_read: bool, note: str, by: Membership) -> EditionSignOff:
    """Sign off an edition of the rulebook in one act: every row that nobody here has signed, and the edition itself.

    Signatures under single rules stay as they are. Raises Conflict when the rulebook is another edition by now.
    """
    audit.require(May.SIGN_RULES, by=by)
    _check_note(note)
    book = rules.book()
    if edition != book.edition:
        raise Conflict("The rulebook has changed since this page was opened: read what differs again.")
    if not has_read:
        raise Problem("Say that you have read every row that differs: the signature stands for that.")
    every = {f"{rule.id}|{rule.version}": rule for versions in book.versions.values() for rule in versions}
    new = _put_signatures(list(every.values()), note, by)
    signed, is_new = EditionSignOff.objects.get_or_create(
        clinic_id=by.clinic_id,
        edition=edition,
        defaults={"by": by, "note": note.strip(), "rows": editions.rows()},
    )
    if is_new or new:
        audit.write(verb="edition.sign", by=by, object_id=signed.pk, edition=edition, rules=new)
    return signed


@transaction.atomic
def take_back(*, mark: str, by: Membership) -> None:
    """Take a signature back: the rule awaits one again. The audit trail keeps both."""
    audit.require(May.SIGN_RULES, by=by)
    rule = _as_read(mark)
    gone, _ = RuleSignOff.objects.filter(rule=rule.id, version=rule.version).delete()
    if gone:
        audit.write(verb="rule.take_back", by=by, rules=[rule.id])


def _put_signatures(read: Sequence[Rule], note: str, by: Membership) -> list[str]:
    """Sign these wordings; return the ids of those that nobody here had signed."""
    held = set(RuleSignOff.objects.values_list("rule", "version", "fingerprint"))
    new = [rule for rule in read if (rule.id, rule.version, rule.fingerprint) not in held]
    RuleSignOff.objects.bulk_create(
        [
            RuleSignOff(
                clinic_id=by.clinic_id,
                rule=rule.id,
                version=rule.version,
                fingerprint=rule.fingerprint,
                by=by,
                note=note.strip(),
            )
            for rule in {id(rule): rule for rule in new}.values()
        ],
        ignore_conflicts=True,  # a colleague signed it in the same moment
    )
    return [rule.id for rule in new]


def _check_note(note: str) -> None:
    if len(note) > LONGEST_NOTE:
        raise Problem(f"The note has {len(note)} characters: {LONGEST_NOTE} is the most.", field="note")


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
