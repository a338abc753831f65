"""Kinds of notices: each starts its rules, every rule of the book is started somewhere or left out with a reason."""

import copy
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cases.law import casefile, facts, notices, rules
from cases.law.casefile import CaseFacts, NoticeFacts, Wanted
from cases.law.notices import ASKED, Stated
from cases.law.problems import FactImpossible, RulebookBroken

TODAY = date(2026, 11, 22)
KINDS = list(notices.kinds().values())
DAYS: dict[str, Any] = {"date": "2026-11-20", "number": 7, "text": "C08"}
LATER = {"ead_expires": "2027-06-01", "expires": "2027-06-01"}  # what is over is no longer shown


def wanted(kind: str, **stated: Any) -> dict[str, Wanted]:
    given = notices.facts_of(notices.kind(kind), Stated(**stated))
    case = CaseFacts(today=TODAY, notices=(NoticeFacts(9, kind, given, 3),))
    return {each.rule: each for each in casefile.deadlines_of(case)}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_a_kind_starts_each_of_its_rules(kind: notices.Kind) -> None:
    asked = {name: LATER.get(name, DAYS[facts.known()[name].kind]) for name in kind.asks}
    day = date(2026, 11, 20)
    found = wanted(kind.id, notice_on=day, served_on=day, by_mail=True, birth=date(2010, 1, 2), asked=asked)
    assert set(found) == set(kind.rules)
    for each in found.values():
        assert each.result is not None and each.result.safe is not None, each.missing
        assert (each.trigger, each.person_id) == ("notice:9", 3)


def test_every_rule_is_started_somewhere_or_left_out_with_a_reason() -> None:
    source = Path(casefile.__file__).read_text(encoding="utf-8")
    started = {rule for kind in KINDS for rule in kind.rules}
    for rule_id in rules.book().ids():
        is_computed = f'"{rule_id}"' in source
        if rules.book().latest(rule_id).count.by == "none" and not (is_computed or rule_id in started):
            continue  # it never has a date
        assert is_computed + (rule_id in started) + (rule_id in notices.left_out()) == 1, rule_id


def test_by_mail_and_not_by_mail() -> None:
    day = date(2026, 2, 27)
    by_mail = wanted("rfe", notice_on=day, by_mail=True)["USCIS_RFE_84_3"].result
    online = wanted("rfe", notice_on=day, by_mail=False)["USCIS_RFE_84_3"].result
    unknown = wanted("rfe", notice_on=day)["USCIS_RFE_84_3"].result
    assert by_mail and online and unknown
    assert (by_mail.legal, online.legal) == (date(2026, 5, 26), date(2026, 5, 22))
    assert "+ 84 days = Fri 22 May 2026" in " ".join(online.steps)
    assert unknown.legal == by_mail.legal and "assumed: yes" in " ".join(unknown.warnings)


def test_the_day_of_service_counts_where_it_is_known() -> None:
    found = wanted("noid", notice_on=date(2026, 11, 16), served_on=date(2026, 11, 18), by_mail=True)
    assert found["USCIS_NOID_30_3"].facts["noid_mailed"] == date(2026, 11, 18)


def test_a_second_rule_waits_for_its_own_fact() -> None:
    assert set(wanted("work_permit", asked={"ead_expires": "2027-06-01"})) == {"EAD_RENEWAL_WINDOW_OPEN"}
    with pytest.raises(FactImpossible):
        wanted("work_permit", asked={"ead_expires": "in June"})


def test_what_the_government_owes_is_dropped_a_month_after_its_day() -> None:
    assert "FOIA_20WD" in wanted("foia_received", asked={"received": "2026-10-01"})
    assert wanted("foia_received", asked={"received": "2026-03-02"}) == {}
    assert "BIOMETRICS" in wanted("biometrics", asked={"appointment": "2026-03-02"}), (
        "a duty stays until it is done"
    )


def test_what_is_asked_has_a_question_and_a_box() -> None:
    for kind in KINDS:
        for name in kind.asks:
            assert facts.known()[name].ask.endswith("?") and facts.known()[name].kind in DAYS, (kind.id, name)
        assert kind.sets and set(kind.sets.values()) <= set(notices.PLACES) and kind.when.endswith(".")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rules": ["NO_SUCH_RULE"]}, "the rulebook has no rule NO_SUCH_RULE"),
        ({"sets": {"pigeon": ASKED}}, "'pigeon' is no fact"),
        ({"sets": {"rfe_mailed": "yesterday"}}, "it must be one of"),
        ({"sets": {"filed": ASKED}}, "counts from rfe_mailed"),
        ({"served": False}, "must ask"),
        ({"may_be_empty": ["filed"]}, "may be empty, and it is not asked"),
        ({"about": "pigeon"}, "about must be"),
        ({"pigeon": 1}, "compare it with the block above"),
        ({"rules": ["EAD_AUTO_EXTENSION_540"], "sets": {"ead_expires": ASKED}}, "needs renewal_filed"),
        ({"id": "noid"}, "stands there twice"),
    ],
)
def test_a_bad_block_is_refused_with_a_sentence(change: dict[str, Any], words: str) -> None:
    data = tomllib.loads(notices.SOURCE.read_text(encoding="utf-8"))
    broken = copy.deepcopy(data)
    assert broken["kind"][0]["id"] == "rfe"
    broken["kind"][0] |= change
    with pytest.raises(RulebookBroken, match=r"notices\.toml: ") as refused:
        notices.check(broken)
    assert words in refused.value.sentence


def test_a_kind_that_a_case_rests_on_is_not_lost_silently() -> None:
    with pytest.raises(RulebookBroken, match="put its block back"):
        notices.kind("no_such_kind")
