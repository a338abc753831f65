"""Compute deadlines for other programs: a JSON list on standard input, one line of JSON on standard output."""

import json
import sys
from typing import Any, TextIO

from django.core.management.base import BaseCommand

from cases.errors import Problem
from cases.law import contract

INCOMPLETE = 2


def run(questions: TextIO, answers: TextIO, complaints: TextIO) -> int:
    """Answer every entry, write one line, and return the exit status: 0, or 2 when an entry had no answer."""
    try:
        asked = questions.read().removeprefix("\ufeff")  # some programs put a byte-order mark first
        found, complete = contract.answer(json.loads(asked, parse_constant=_no_number))
    except (ValueError, RecursionError) as error:  # ValueError: not JSON, not UTF-8, a number of many digits
        answers.write(json.dumps({"error": f"The input is not JSON: {error}."}) + "\n")
        complaints.write(f"The input is not JSON: {error}.\n")
        return INCOMPLETE
    except Problem as problem:
        answers.write(json.dumps({"error": problem.sentence}) + "\n")
        complaints.write(problem.sentence + "\n")
        return INCOMPLETE
    answers.write(json.dumps(found) + "\n")
    for each in found:
        if "error" in each:
            complaints.write(f"{each['id']}: {each['error']}\n")
    return 0 if complete else INCOMPLETE


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is not a number of JSON")


class Command(BaseCommand):
    """``python manage.py compute_deadlines < questions.json``; needs no database and no settings."""

    help = 'Read a JSON list of {"id", "rule", "facts"} and write a JSON list of dates, steps and warnings.'
    requires_system_checks: list[str] = []  # noqa: RUF012  (Django declares it so)

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer standard input on standard output; complaints go to standard error."""
        status = run(sys.stdin, sys.stdout, sys.stderr)
        if status:
            sys.exit(status)
