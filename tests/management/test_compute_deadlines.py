"""The machine contract: one line of JSON in the same order, a sentence for what cannot be answered, and the exit status."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cases.management.commands import compute_deadlines

ROOT = Path(__file__).resolve().parents[2]


def ask(questions: str) -> tuple[Any, int, str]:
    """The parsed answer, the exit status, and what was complained of."""
    answers, complaints = io.StringIO(), io.StringIO()
    status = compute_deadlines.run(io.StringIO(questions), answers, complaints)
    assert answers.getvalue().count("\n") == 1, "exactly one line"
    return json.loads(answers.getvalue()), status, complaints.getvalue()


def test_answers_come_in_the_order_of_the_questions() -> None:
    found, status, complaints = ask(
        json.dumps(
            [
                {"id": "b", "rule": "BIA_APPEAL_30", "facts": {"oral_decision": "2026-11-20"}},
                {"id": "a", "rule": "IN_ABSENTIA_NO_NOTICE", "facts": {"order": "2019-05-14"}},
            ]
        )
    )
    assert status == 0 and complaints == ""
    assert [each["id"] for each in found] == ["b", "a"]
    assert set(found[0]) == {
        "id", "rule", "nominal_date", "legal_date", "safe_date", "rule_version", "authority", "steps", "warnings",
    }  # fmt: skip
    assert (found[0]["nominal_date"], found[0]["legal_date"], found[0]["safe_date"]) == (
        "2026-12-20", "2026-12-21", "2026-12-18",
    )  # fmt: skip
    assert found[1]["safe_date"] is None and found[1]["steps"]


def test_one_bad_entry_spoils_only_itself() -> None:
    found, status, complaints = ask(
        json.dumps(
            [
                {"id": 1, "rule": "NOPE", "facts": {}},
                {"id": 2, "rule": "BIA_APPEAL_30", "facts": {}},
                {"id": 3, "rule": "BIA_APPEAL_30", "facts": {"oral_decision": "2026-02-30"}},
                {"id": 4, "rule": "BIA_APPEAL_30", "facts": {"oral_decision": "2026-11-20"}},
                "not an entry",
                {"id": 6},
                {"id": 7, "rule": "BIA_APPEAL_30", "facts": []},
            ]
        )
    )
    assert status == 2
    assert ["error" in each for each in found] == [True, True, True, False, True, True, True]
    assert set(found[0]) == {"id", "error"}
    assert "'NOPE'" in found[0]["error"] and "oral_decision" in found[1]["error"]
    assert complaints.count("\n") == 6


def test_a_misspelt_fact_does_not_vanish_silently() -> None:
    found, _, _ = ask(
        '[{"id": 1, "rule": "EOIR_INDIVIDUAL_30", "facts": {"hearing": "2026-12-28", "detaned": true}}]'
    )
    assert any("detaned" in line for line in found[0]["warnings"])


@pytest.mark.parametrize("nonsense", ["", "{", '{"id": 1}', "[" * 100_000])
def test_what_is_not_a_list_of_questions_is_refused_with_a_sentence(nonsense: str) -> None:
    found, status, complaints = ask(nonsense)
    assert status == 2
    assert found["error"] and complaints


def test_it_runs_without_a_database_and_with_an_empty_environment() -> None:
    questions = '[{"id": "é", "rule": "AR11_10", "facts": {"moved": "2026-11-20"}}]'
    done = subprocess.run(
        [sys.executable, "manage.py", "compute_deadlines"],
        input=questions.encode(),
        capture_output=True,
        cwd=ROOT,
        env={"LC_ALL": "C"}
        | ({"SYSTEMROOT": os.environ["SYSTEMROOT"]} if "SYSTEMROOT" in os.environ else {}),
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["safe_date"] == "2026-11-30"


def test_a_date_that_only_the_sentences_stumble_over_spoils_only_its_own_entry() -> None:
    """The steps and warnings are written last; a far date in a fact that only they use once stopped every answer."""
    far = "2149-12-31"
    found, status, _ = ask(
        json.dumps(
            [
                {"id": 1, "rule": "TPS_SECRETARY_60", "facts": {"expires": far}},
                {"id": 2, "rule": "PFR_30", "facts": {"faro_issued": "2026-11-20", "bia_decision": far}},
                {
                    "id": 3,
                    "rule": "I589_ONE_YEAR",
                    "facts": {"last_arrival": "2026-11-20", "accompanied_minor": True, "dob": far},
                },
                {"id": 4, "rule": "BIA_APPEAL_30", "facts": {"oral_decision": "2026-11-20"}},
            ]
        )
    )
    assert [each["id"] for each in found] == [1, 2, 3, 4]
    assert found[3]["safe_date"] == "2026-12-18"
    assert all("error" not in each or each["error"].endswith(".") for each in found)
    assert status == 2


@pytest.mark.parametrize(
    "given", ["0001-01-01", "1899-12-31", "9999-12-31", "2150-01-01", "2026-02-30", "2026-13-01"]
)
@pytest.mark.parametrize(("rule", "fact"), [("FIRST_HEARING_10", "nta_served"), ("AR11_10", "moved")])
def test_a_date_that_cannot_be_is_refused_by_rules_that_roll_and_by_those_that_do_not(
    rule: str, fact: str, given: str
) -> None:
    found, status, _ = ask(json.dumps([{"id": 1, "rule": rule, "facts": {fact: given}}]))
    assert status == 2 and set(found[0]) == {"id", "error"} and fact in found[0]["error"]


@pytest.mark.parametrize("questions", ["[" + "1" * 5000 + "]", '[{"id": NaN}]', "[" * 100_000, "", "[1,"])
def test_what_is_not_json_is_told_and_never_a_traceback(questions: str) -> None:
    found, status, complaints = ask(questions)
    assert status == 2 and found["error"].startswith("The input is not JSON") and complaints


def test_a_byte_order_mark_is_no_obstacle() -> None:
    assert ask("\ufeff[]")[:2] == ([], 0)
