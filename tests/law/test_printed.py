"""A date set over the computed one: the court's own binds, a limit of statute is never extended."""

import dataclasses
import datetime as dt

import pytest

from cases.law import printed, rules
from cases.law.problems import RulebookBroken

COMPUTED = dt.date(2026, 12, 18)
EARLIER, LATER = dt.date(2026, 12, 4), dt.date(2027, 1, 15)

# By the issue's own words: what the court sets, and what a printed date never extends.
COURT_SETS = [
    "EOIR_CALLUP",
    "BIA_BRIEF",
    "EOIR_INDIVIDUAL_30",
    "EOIR_INDIVIDUAL_DETAINED",
    "EOIR_MASTER_15",
    "EOIR_RESPONSE_10",
]
LIMITS = [
    "BIA_APPEAL_30",
    "MTR_90",
    "IN_ABSENTIA_180",
    "PFR_30",
    "I589_ONE_YEAR",
    "SIJ_I360_BEFORE_21",
    "VD_60",
    "BOND_APPEAL_30",
]


@pytest.mark.parametrize("rule_id", COURT_SETS)
@pytest.mark.parametrize("day", [EARLIER, LATER])
def test_where_the_court_sets_the_date_the_printed_one_is_the_deadline(rule_id: str, day: dt.date) -> None:
    for rule in rules.book().all_versions(rule_id):
        assert printed.headline(rule, computed=COMPUTED, day=day, is_printed=True) == (day, True, "")


@pytest.mark.parametrize("rule_id", LIMITS)
def test_a_limit_of_law_is_never_extended(rule_id: str) -> None:
    for rule in rules.book().all_versions(rule_id):
        kept = printed.headline(rule, computed=COMPUTED, day=LATER, is_printed=True)
        assert (kept.day, kept.stands) == (COMPUTED, False)
        assert "prints Fri 15 Jan 2027" in kept.warning and rule.authority in kept.warning
        assert "act by Fri 18 Dec 2026" in kept.warning
        sooner = printed.headline(rule, computed=COMPUTED, day=EARLIER, is_printed=True)
        assert sooner == (EARLIER, True, "")


def test_nothing_is_allowed_sooner_because_somebody_set_it_so() -> None:
    rule = rules.book().latest("EAD_C8_FILE_150")
    kept = printed.headline(rule, computed=COMPUTED, day=EARLIER, is_printed=False)
    assert (kept.day, kept.stands) == (COMPUTED, False) and "nothing is allowed before" in kept.warning
    assert printed.headline(rule, computed=COMPUTED, day=LATER, is_printed=False).stands


def test_a_filing_date_after_its_hearing_stands_with_a_warning() -> None:
    rule = rules.book().latest("EOIR_INDIVIDUAL_30")
    asked = {"computed": COMPUTED, "is_printed": True, "hearing": dt.date(2026, 12, 28)}
    late = printed.headline(rule, day=LATER, **asked)  # type: ignore[arg-type]  # names beside their values
    assert (late.day, late.stands) == (LATER, True)
    assert "prints Fri 15 Jan 2027, and the hearing is on Mon 28 Dec 2026" in late.warning
    on_the_day = printed.headline(rule, day=dt.date(2026, 12, 28), **asked)  # type: ignore[arg-type]  # as above
    assert on_the_day == (dt.date(2026, 12, 28), True, "")


def test_without_a_computed_date_the_set_one_is_all_there_is() -> None:
    rule = rules.book().latest("BIA_APPEAL_30")
    assert printed.headline(rule, computed=None, day=LATER, is_printed=True) == (LATER, True, "")


def test_the_line_is_true_or_false_and_leaving_it_out_leaves_a_signature_as_it_was() -> None:
    rule = rules.book().latest("PFR_30")
    assert not rule.printed_date_binds
    assert dataclasses.replace(rule, court_may_set=False).fingerprint == rule.fingerprint
    assert dataclasses.replace(rule, court_may_set=True).fingerprint != rule.fingerprint
    file, row = next(found for found in rules.read_rows(rules.FOLDER) if found[1]["id"] == "PFR_30")
    with pytest.raises(RulebookBroken, match="court_may_set must be true or false"):
        rules.make_rule(file, {**row, "court_may_set": "sometimes"})
