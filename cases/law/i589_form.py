"""The questions of the I-589, Parts A to C, in the form's numbering: data with the form's edition date, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from cases.law import told_facts
from cases.law.problems import RulebookBroken
from cases.law.reference import UnknownCode

SOURCE = Path(__file__).with_name("i589.toml")
KINDS = frozenset(("name", "place", "address", "date", "number", "choice", "yes_no", "text", "long"))


@dataclass(frozen=True, slots=True)
class Section:
    """A page of questions: its part of the form, its title, what to know before answering."""

    key: str
    number: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``rows`` times it can be answered, ``prefill`` names what the case may already know of it."""

    key: str
    number: str
    section: str
    ask: str
    kind: str
    rows: int = 1
    fact: str = ""
    prefill: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """The form as a whole, by edition."""

    edition: date
    review_by: date
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]

    def section(self, key: str) -> Section:
        """Return a section by its key; raises UnknownCode."""
        for each in self.sections:
            if each.key == key:
                return each
        raise UnknownCode(f"The I-589 has no part “{key[:20]}”. Open it from the list of its parts.")

    def of_section(self, key: str) -> tuple[Question, ...]:
        """Return the questions of a section in the form's order."""
        return tuple(each for each in self.questions if each.section == key)

    def question(self, key: str) -> Question:
        """Return a question by its key; raises UnknownCode."""
        for each in self.questions:
            if each.key == key:
                return each
        raise UnknownCode(f"The I-589 has no question “{key[:20]}” in the edition of {self.edition}.")


@cache
def form() -> Form:
    """Return the form in the edition that the data file has. Raises RulebookBroken for a file that contradicts itself."""
    data = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    sections = tuple(Section(**row) for row in data["section"])
    questions = tuple(Question(**row) for row in data["question"])
    known = {each.key for each in sections}
    if len({each.key for each in questions}) != len(questions):
        raise RulebookBroken("i589.toml: a key stands twice; give each question its own.")
    for each in questions:
        if each.kind not in KINDS or each.section not in known:
            raise RulebookBroken(
                f"i589.toml: {each.key} has a kind or a section that is not among the known ones."
            )
        if (each.kind == "choice") != bool(each.choices):
            raise RulebookBroken(
                f"i589.toml: {each.key} is a choice without choices, or has some without being one."
            )
        if each.fact:
            told_facts.fact(each.fact)
    return Form(data["edition"], data["review_by"], sections, questions)
