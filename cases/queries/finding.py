"""A finding: something to mend before a packet is filed, and where."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Something to mend: a code, the sentence, and the page and field where it is mended.

    ``at`` is the name of an address (exhibit, exhibit_translation …), ``field`` the form field on it.
    """

    code: str
    sentence: str
    hard: bool = False
    exhibit: int | None = None
    at: str = ""
    field: str = ""
    page: int = 0
    deadline: int | None = None
    person: int | None = None
