"""The law engine's errors, each one a sentence that names the fact, the rule and the remedy."""

from cases.errors import Problem


class RuleUnknown(Problem):
    """No rule has this id."""


class FactMissing(Problem):
    """A rule cannot answer without this fact, and it does not guess; ``fact`` names what would settle it."""

    def __init__(self, sentence: str, fact: str) -> None:
        super().__init__(sentence)
        self.fact = fact


class FactImpossible(Problem):
    """A fact was given that cannot be true or cannot be read."""


class RulebookBroken(Problem):
    """A row of the rulebook, the facts or the closures does not make sense."""
