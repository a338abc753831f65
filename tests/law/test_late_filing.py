"""What may be asked for after a rejection: the file reads, a bad block is refused in a sentence, no statute is waived."""

import copy
import tomllib
from typing import Any

import pytest

from cases.law import late_filing, rules
from cases.law.problems import RulebookBroken

DATA = tomllib.loads(late_filing.SOURCE.read_text(encoding="utf-8"))


def test_every_block_has_its_authority_and_says_how_far_it_was_checked() -> None:
    found, rejected, _ = late_filing.check(DATA)
    assert rejected.authority and rejected.verification == "from memory"
    for offer in found.values():
        assert offer.authority and offer.must_say and offer.cannot
        assert offer.verification in late_filing.VERIFICATIONS


@pytest.mark.parametrize("rule", ["EOIR_INDIVIDUAL_30", "EOIR_MASTER_15", "EOIR_CALLUP", "BIA_BRIEF"])
def test_what_the_court_sets_has_a_motion(rule: str) -> None:
    offer = late_filing.offer(rule)
    assert offer.is_motion and "Motion" in offer.packet_title


@pytest.mark.parametrize(
    "rule", ["I589_ONE_YEAR", "MTR_90", "PFR_30", "SIJ_I360_BEFORE_21", "USCIS_RFE_84_3"]
)
def test_a_statutory_limit_is_waived_by_no_motion(rule: str) -> None:
    offer = late_filing.offer(rule)
    assert offer.route == "none" and not offer.packet_title


def test_the_board_has_no_motion_but_two_other_ways() -> None:
    offer = late_filing.offer("BIA_APPEAL_30")
    assert offer.route == "another way" and "certification" in offer.say and "tolling" in offer.say


def test_what_nobody_wrote_down_says_so() -> None:
    assert late_filing.offer("VAWA_2Y") is late_filing.UNKNOWN


def test_which_dates_close_on_an_accepted_filing_alone() -> None:
    assert late_filing.is_filed("EOIR_INDIVIDUAL_30", "duty") and late_filing.is_filed(
        "BIA_BRIEF", "court_set"
    )
    assert not late_filing.is_filed("VD_60", "duty"), "leaving is no filing"
    assert not late_filing.is_filed("PROTECTIVE_1Y", "information")
    for rule in late_filing.check(DATA)[2]:
        assert rules.book().latest(rule).kind in ("duty", "court_set"), rule


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rules": ["EOIR_INDIVIDUAL_31"]}, "EOIR_INDIVIDUAL_31, which the rulebook does not have"),
        ({"rules": ["BIA_BRIEF"]}, "BIA_BRIEF stands in two blocks"),
        ({"route": "beg"}, "route is 'beg'"),
        ({"verification": "surely"}, "verification is 'surely'"),
        ({"packet_title": ""}, "a motion, and only a motion, has a packet_title"),
        ({"autority": "x"}, "has autority, which nothing reads"),
    ],
)
def test_a_bad_block_is_refused_in_a_sentence(change: dict[str, Any], words: str) -> None:
    data = copy.deepcopy(DATA)
    data["offer"][0] |= change
    with pytest.raises(RulebookBroken, match=words):
        late_filing.check(data)


def test_a_block_without_its_authority_is_refused() -> None:
    data = copy.deepcopy(DATA)
    del data["offer"][0]["authority"]
    with pytest.raises(RulebookBroken, match="block court_motion lacks authority"):
        late_filing.check(data)
    twice = copy.deepcopy(DATA)
    twice["done_otherwise"]["rules"].append("BIA_APPEAL_30")
    with pytest.raises(RulebookBroken, match="BIA_APPEAL_30 is unknown, or stands in an offer as well"):
        late_filing.check(twice)
