"""The errors that people read: one sentence that names the value, the rule and the remedy."""


class Problem(Exception):
    """Something that a person can put right; ``sentence`` is shown to them as it stands.

    ``field`` names the form field or API key that the sentence speaks of, where there is one.
    """

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Missing(Problem):
    """There is no such thing, or not for this person: the two are never told apart."""


class NotPermitted(Problem):
    """The person may see this, but their role may not do that with it."""


class Conflict(Problem):
    """Somebody else changed the same row since this person opened it."""
