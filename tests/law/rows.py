"""A row of the rulebook with nothing wrong in it, for tests that spoil one line of it."""

import datetime as dt
from typing import Any

COUNT: dict[str, Any] = {"amount": 3, "unit": "days", "direction": "after", "by": "after"}
GOOD: dict[str, Any] = {
    "id": "EXAMPLE",
    "version": "1",
    "title": "An example",
    "do": "Do something.",
    "from": ["hearing"],
    "count": COUNT,
    "kind": "duty",
    "applies_to": "Tests.",
    "exceptions": "None.",
    "authority": "Invented",
    "verification": "from memory",
    "review_by": dt.date(2027, 1, 1),
    "example": {
        "say": "A hearing on a Monday.",
        "given": {"hearing": dt.date(2026, 12, 28)},
        "legal": dt.date(2026, 12, 31),
        "act_by": dt.date(2026, 12, 31),
    },
    "negative": {"say": "Nothing is known.", "asks": "hearing"},
}
