"""Signing a rule: only a supervising attorney, only the wording that was read, and it can be taken back."""

import dataclasses
from collections.abc import Callable
from datetime import date, time

import pytest
from django.test import Client as Browser
from django.urls import reverse

from cases.actions import proceedings
from cases.actions import rules as signing
from cases.errors import Conflict, Missing, NotPermitted, Problem
from cases.law import rules
from cases.models import AuditEvent, RuleSignOff
from cases.queries import rules as signatures
from tests import make
from tests.make import Cast

RULE = "BIA_APPEAL_30"


def mark() -> str:
    return signing.mark(rules.book().latest(RULE))


def test_a_supervising_attorney_signs_once_and_it_is_audited(inside: Cast) -> None:
    assert signing.sign(marks=[mark()], note=" Read with the CFR open. ", by=inside.supervisor) == 1
    assert signing.sign(marks=[mark()], note="", by=inside.supervisor) == 0
    held = signatures.signed(inside.attorney)
    rule = rules.book().latest(RULE)
    signature = held[(RULE, rule.version)]
    assert signature.note == "Read with the CFR open."
    assert signatures.who(signature).startswith(str(inside.supervisor.user))
    assert RULE not in {each.id for each in signatures.awaiting(held)}
    assert AuditEvent.objects.filter(verb="rule.sign").count() == 1


@pytest.mark.parametrize("who", ["coordinator", "attorney", "paralegal", "auditor"])
def test_nobody_else_may(inside: Cast, who: str) -> None:
    with pytest.raises(NotPermitted):
        signing.sign(marks=[mark()], note="", by=getattr(inside, who))
    with pytest.raises(NotPermitted):
        signing.take_back(mark=mark(), by=getattr(inside, who))


def test_another_wording_asks_again(inside: Cast) -> None:
    signing.sign(marks=[mark()], note="", by=inside.supervisor)
    RuleSignOff.objects.update(fingerprint="another wording")
    assert RULE in {each.id for each in signatures.awaiting(signatures.signed(inside.attorney))}


def test_a_page_that_showed_another_wording_signs_nothing(inside: Cast) -> None:
    version = rules.book().latest(RULE).version
    with pytest.raises(Conflict, match="worded differently"):
        signing.sign(marks=[f"{RULE}|{version}|0123456789ab"], note="", by=inside.supervisor)
    with pytest.raises(Missing):
        signing.sign(marks=["NOPE|1|x"], note="", by=inside.supervisor)
    with pytest.raises(Problem, match="Tick"):
        signing.sign(marks=[], note="", by=inside.supervisor)
    with pytest.raises(Problem, match="300 is the most"):
        signing.sign(marks=[mark()], note="x" * 301, by=inside.supervisor)
    assert not RuleSignOff.objects.exists()


def test_a_signature_can_be_taken_back_and_the_trail_keeps_both(inside: Cast) -> None:
    signing.sign(marks=[mark()], note="", by=inside.supervisor)
    signing.take_back(mark=mark(), by=inside.supervisor)
    signing.take_back(mark=mark(), by=inside.supervisor)
    assert not RuleSignOff.objects.exists()
    verbs = AuditEvent.objects.filter(verb__startswith="rule.").values_list("verb", flat=True)
    assert sorted(verbs) == ["rule.sign", "rule.take_back"]


def test_a_neighbour_clinics_signature_counts_for_nothing_here(cast: Cast) -> None:
    with cast.bay.inside():
        signing.sign(marks=[mark()], note="", by=cast.supervisor)
    with cast.river.inside():
        assert signatures.signed(cast.neighbour) == {}


def test_a_fingerprint_holds_for_one_wording_only() -> None:
    rule = rules.book().latest(RULE)
    again = dataclasses.replace(rule)
    assert again.fingerprint == rule.fingerprint
    assert dataclasses.replace(rule, exceptions="Others.").fingerprint != rule.fingerprint
    prints = [
        each.fingerprint for rule_id in rules.book().ids() for each in rules.book().all_versions(rule_id)
    ]
    assert len(prints) == len(set(prints))


def test_the_pages_sign_and_take_back(cast: Cast, browse: Callable[..., Browser]) -> None:
    browser = browse(cast.supervisor)
    page = reverse("rule", kwargs={"clinic": "bay", "rule_id": RULE})
    assert "not signed off" in browser.get(page).content.decode()
    sign = reverse("rules_sign", kwargs={"clinic": "bay"})
    answer = browser.post(sign, {"marks": mark(), "rule": RULE, "note": "Read."}, follow=True)
    assert answer.redirect_chain[-1][0] == page
    assert "Signed off: 1 rule." in answer.content.decode()
    assert "Take the signature back" in answer.content.decode()
    waiting = browser.get(reverse("rules", kwargs={"clinic": "bay"}), {"view": "awaiting"}).content.decode()
    assert mark() not in waiting and "I have read it" in waiting
    back = reverse("rules_take_back", kwargs={"clinic": "bay"})
    assert "Taken back" in browser.post(back, {"mark": mark(), "rule": RULE}, follow=True).content.decode()
    nothing = browser.post(sign, {}, follow=True)
    assert "Tick the rules" in nothing.content.decode()
    assert "sign off" not in browse(cast.attorney).get(page).content.decode().lower().replace(
        "not signed off", ""
    )


def test_every_date_says_whether_its_rule_is_signed_off_here(
    cast: Cast, browse: Callable[..., Browser]
) -> None:
    with cast.bay.inside():
        case, version = cast.case, rules.book().latest("EOIR_INDIVIDUAL_30").version
        proceeding = make.make_proceeding(case)
        proceedings.add_hearing(
            proceeding=proceeding, by=cast.paralegal, kind="individual", day=date(2027, 1, 20), time=time(9)
        )
        deadline = case.deadlines.get(rule="EOIR_INDIVIDUAL_30")
        assert deadline.rule_version == version
    listed = reverse("deadlines", kwargs={"clinic": "bay"})
    why = reverse(
        "deadline_why", kwargs={"clinic": "bay", "reference": case.reference, "deadline": deadline.pk}
    )
    browser = browse(cast.coordinator)
    assert "rule unsigned" in browser.get(listed, {"whose": "all"}).content.decode()
    assert "not signed off by an attorney" in browser.get(why).content.decode()
    with cast.bay.inside():
        marks = [signing.mark(rules.book().latest(rule_id)) for rule_id in rules.book().ids()]
        signing.sign(marks=marks, note="", by=cast.supervisor)
    assert "rule unsigned" not in browser.get(listed, {"whose": "all"}).content.decode()
    assert f"signed off by {cast.supervisor.user}" in browser.get(why).content.decode()
