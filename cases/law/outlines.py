"""Outlines of declarations: questions for the interviewer, by topic, in English and Spanish. Never a sentence to sign."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cases.law.problems import RulebookBroken
from cases.law.reference import UnknownCode

SOURCE = Path(__file__).with_name("outlines.toml")


@dataclass(frozen=True, slots=True)
class Topic:
    """What is told once: its code, as sessions keep it, and its name in both languages."""

    code: str
    english: str
    spanish: str


@dataclass(frozen=True, slots=True)
class Question:
    """One open question, in both languages. It names no fact and offers no answer."""

    topic: Topic
    english: str
    spanish: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The questions for one kind of declaration, in the order of a conversation that begins far from the harm."""

    code: str
    name: str
    who: str
    care: str
    questions: tuple[Question, ...]

    def by_topic(self) -> list[tuple[Topic, list[Question]]]:
        """Return the questions under their topics, in order."""
        found: dict[str, tuple[Topic, list[Question]]] = {}
        for one in self.questions:
            found.setdefault(one.topic.code, (one.topic, []))[1].append(one)
        return list(found.values())


def all_topics() -> tuple[Topic, ...]:
    """Return the topics in the order in which a life is told."""
    return tuple(_read()[0].values())


def all_outlines() -> tuple[Outline, ...]:
    """Return the outlines in the file's order."""
    return tuple(_read()[1].values())


def outline(code: str) -> Outline:
    """Return the outline with this code; raises UnknownCode."""
    found = _read()[1].get(code)
    if found is None:
        known = ", ".join(_read()[1])
        raise UnknownCode(f"“{code[:20]}” is no outline that Amparo knows: choose one of {known}.")
    return found


@cache
def _read() -> tuple[dict[str, Topic], dict[str, Outline]]:
    given = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    topics = {row["code"]: Topic(**row) for row in given["topic"]}
    outlines: dict[str, Outline] = {}
    for row in given["outline"]:
        rows = row.pop("questions")
        for topic, english, spanish in rows:
            if topic not in topics:
                raise RulebookBroken(f"outlines.toml: {row['code']} asks under “{topic}”, which is no topic.")
            if not english.endswith("?") or not spanish.endswith("?"):
                raise RulebookBroken(f"outlines.toml: {row['code']}: “{english[:40]}” is not a question.")
        outlines[row["code"]] = Outline(
            **row,
            questions=tuple(Question(topics[topic], english, spanish) for topic, english, spanish in rows),
        )
    return topics, outlines
