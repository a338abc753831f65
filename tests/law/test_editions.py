"""Two editions of the rulebook side by side: every change shows, word by word, and nothing else does."""

import copy
import dataclasses
from datetime import date

import pytest

from cases.law import editions, rules
from cases.law.editions import ADDED, CHANGED, GONE, NEW, REMOVED, SAME

KEY = "BIA_APPEAL_30|"


def key() -> str:
    return next(each for each in editions.rows() if each.startswith(KEY))


def test_an_edition_has_every_version_of_every_rule() -> None:
    book = rules.book()
    every = {f"{rule.id}|{rule.version}" for versions in book.versions.values() for rule in versions}
    assert set(editions.rows()) == every
    assert all(row["lines"]["Authority"] for row in editions.rows().values())


def test_the_same_edition_differs_in_nothing_and_the_first_is_all_new() -> None:
    now = editions.rows()
    assert editions.difference(now, now) == []
    first = editions.difference({}, now)
    assert len(first) == len(now) and {change.kind for change in first} == {ADDED}


def test_words_that_moved_are_told_apart_from_those_that_stayed() -> None:
    now = editions.rows()
    before = copy.deepcopy(now)
    before[key()]["fingerprint"] = "another"
    before[key()]["lines"]["Counts"] = "10 days after"
    before[key()]["lines"]["Authority"] = ""
    (change,) = editions.difference(before, now)
    assert (change.kind, change.rule) == (CHANGED, "BIA_APPEAL_30")
    counts = next(line for line in change.lines if line.label == "Counts")
    assert [(piece.text.strip(), piece.kind) for piece in counts.before] == [
        ("10", GONE),
        ("days after", SAME),
    ]
    assert [(piece.text.strip(), piece.kind) for piece in counts.after] == [("30", NEW), ("days after", SAME)]
    assert {line.label for line in change.lines} == {"Counts", "Authority"}


def test_every_line_has_its_place_and_a_stored_row_finds_it_again() -> None:
    now = editions.rows()
    assert {label for row in now.values() for label in row["lines"]} <= set(editions.LABELS)
    shuffled = {each: row | {"lines": dict(sorted(row["lines"].items()))} for each, row in now.items()}
    for change in editions.difference(shuffled, {}):
        labels = [line.label for line in change.lines]
        assert labels == list(now[change.key]["lines"])


def test_what_is_gone_is_said_last() -> None:
    now = editions.rows()
    gone = {each: row for each, row in now.items() if each != key()}
    (change,) = editions.difference(now, gone)
    assert change.kind == REMOVED and change.lines and not change.lines[0].after


@pytest.mark.parametrize(
    "change",
    [
        {"do": "File something else."},
        {"review_by": date(2030, 1, 1)},
        {"verified_on": date(2026, 1, 1)},
        {"pick": "latest"},
        {"kind": "information"},
        {"reads": ("uac",)},
        {"requires": ("detained",)},
        {"warn": ("Another warning.",)},
        {"say": "Another sentence."},
        {"without": "Another sentence."},
        {"notes": "another"},
        {"also_known_as": ("ANOTHER",)},
        {"count": rules.HowToCount(by="after", amount=30, direction="after", extra_days_fact="days_abroad")},
        {"effective_to": date(2030, 1, 1), "judged_on": "oral_decision"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_changes_a_fingerprint_shows_as_a_line(change: dict[str, object]) -> None:
    rule = rules.book().latest("BIA_APPEAL_30")
    other = dataclasses.replace(rule, **change)  # type: ignore[arg-type]
    assert other.fingerprint != rule.fingerprint
    assert dict(editions._lines(other)) != dict(editions._lines(rule)), change
