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
from cases.models import AuditEvent, EditionSignOff, RuleSignOff
from cases.queries import clinics
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


def test_an_edition_is_signed_in_one_act_and_single_signatures_stay(inside: Cast) -> None:
    signing.sign(marks=[mark()], note="first", by=inside.supervisor)
    edition = rules.book().edition
    first = signatures.edition(inside.attorney)
    assert first.last is None and first.count("added") == len(first.changes), (
        "the first time everything is new"
    )
    signed = signing.sign_edition(edition=edition, has_read=True, note=" All read. ", by=inside.supervisor)
    assert (signed.edition, signed.note, signed.by) == (edition, "All read.", inside.supervisor)
    held = signatures.signed(inside.attorney)
    every = {(rule.id, rule.version) for versions in rules.book().versions.values() for rule in versions}
    assert set(held) == every
    assert held[(RULE, rules.book().latest(RULE).version)].note == "first"
    again = signing.sign_edition(edition=edition, has_read=True, note="", by=inside.supervisor)
    assert again.pk == signed.pk
    assert AuditEvent.objects.filter(verb="edition.sign").count() == 1
    now = signatures.edition(inside.attorney)
    assert now.signed == signed and now.changes == [] and now.earlier == [signed]


def test_the_next_edition_is_read_by_its_difference(inside: Cast) -> None:
    signed = signing.sign_edition(edition=rules.book().edition, has_read=True, note="", by=inside.supervisor)
    rows, version = dict(signed.rows), rules.book().latest(RULE).version
    was = rows[f"{RULE}|{version}"]
    rows[f"{RULE}|{version}"] = {
        **was,
        "fingerprint": "x",
        "lines": {**was["lines"], "Counts": "10 days after"},
    }
    rows["GONE|1"] = {**was, "title": "A rule that is gone"}
    del rows[next(key for key in rows if key.startswith("PFR_30|"))]
    EditionSignOff.objects.filter(pk=signed.pk).update(edition="earlier", rows=rows)
    found = signatures.edition(inside.attorney)
    assert found.signed is None and found.last is not None
    assert [(each.rule, each.kind) for each in found.changes] == [
        (RULE, "changed"),
        ("PFR_30", "added"),
        ("GONE", "removed"),
    ]


def test_an_edition_is_signed_by_a_supervising_attorney_who_read_this_one(inside: Cast) -> None:
    edition = rules.book().edition
    with pytest.raises(NotPermitted):
        signing.sign_edition(edition=edition, has_read=True, note="", by=inside.attorney)
    with pytest.raises(Conflict, match="has changed since"):
        signing.sign_edition(edition="0123456789ab", has_read=True, note="", by=inside.supervisor)
    with pytest.raises(Problem, match="have read"):
        signing.sign_edition(edition=edition, has_read=False, note="", by=inside.supervisor)
    assert not EditionSignOff.objects.exists() and not RuleSignOff.objects.exists()


def test_what_is_overdue_for_review_is_listed_with_what_to_do(
    cast: Cast, browse: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    late = date(2028, 3, 1)
    listed = signatures.overdue(late)
    assert RULE in {each.rule for each in listed} and any(not each.rule for each in listed)
    assert [each.review_by for each in listed] == sorted(each.review_by for each in listed)
    assert not signatures.overdue(date(2026, 11, 22))
    version = rules.book().latest(RULE).version
    assert signatures.review_is_overdue(RULE, version, late)
    assert not signatures.review_is_overdue(RULE, version, date(2026, 11, 22))
    monkeypatch.setattr(clinics, "today", lambda clinic: late)
    page = browse(cast.attorney).get(f"{reverse('rules', kwargs={'clinic': 'bay'})}?view=awaiting")
    text = page.content.decode()
    assert "Overdue for review" in text and "add a new version of the row" in text
    assert "Relief screening: Temporary protected status" in text


def test_the_edition_page_shows_words_side_by_side_and_is_signed_there(
    cast: Cast, browse: Callable[..., Browser]
) -> None:
    address = reverse("edition", kwargs={"clinic": "bay"})
    sign = reverse("edition_sign", kwargs={"clinic": "bay"})
    browser, edition = browse(cast.supervisor), rules.book().edition
    assert "The first time everything is new" in browser.get(address).content.decode()
    unread = browser.post(sign, {"edition": edition, "note": "kept"}).content.decode()
    assert "Say that you have read" in unread and 'value="kept"' in unread
    answer = browser.post(sign, {"edition": edition, "has_read": "yes"}, follow=True)
    assert "This edition is signed off here." in answer.content.decode()
    with cast.bay.inside():
        row = EditionSignOff.objects.get()
        key = f"{RULE}|{rules.book().latest(RULE).version}"
        row.rows[key] |= {"fingerprint": "x", "lines": {**row.rows[key]["lines"], "Counts": "10 days after"}}
        EditionSignOff.objects.update(edition="earlier", rows=row.rows)
    text = browser.get(address).content.decode()
    assert "<del>10</del>" in text and "<ins>30</ins>" in text
    assert "0 added, 1 changed, 0 removed" in text
    assert "Sign off edition" not in browse(cast.attorney).get(address).content.decode()


def test_a_part_is_signed_from_the_edition_page(cast: Cast, browse: Callable[..., Browser]) -> None:
    address = reverse("edition", kwargs={"clinic": "bay"})
    answer = browse(cast.supervisor).post(
        reverse("rules_sign", kwargs={"clinic": "bay"}), {"marks": [mark()], "back": "edition"}
    )
    assert answer["Location"] == address
    assert "signed off by Supervisor on" in browse(cast.attorney).get(address).content.decode()


def test_a_date_of_a_rule_overdue_for_review_carries_a_mark(
    cast: Cast, browse: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    with cast.bay.inside():
        proceedings.add_hearing(
            proceeding=make.make_proceeding(cast.case),
            by=cast.paralegal,
            kind="individual",
            day=date(2028, 6, 12),
            time=time(8, 30),
        )
        deadline = cast.case.deadlines.get(rule="EOIR_INDIVIDUAL_30")
    kwargs = {"clinic": "bay", "reference": cast.case.reference}
    case, why = (
        reverse("case", kwargs=kwargs),
        reverse("deadline_why", kwargs=kwargs | {"deadline": deadline.pk}),
    )
    browser = browse(cast.attorney)
    assert "review overdue" not in browser.get(case).content.decode()
    monkeypatch.setattr(clinics, "today", lambda clinic: date(2028, 3, 1))
    assert "review overdue" in browser.get(case).content.decode()
    assert "looked at again by now" in browser.get(why).content.decode()
