"""How the law engine writes days, numbers and lists, always with the weekday."""

from collections.abc import Sequence
from datetime import date, datetime

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAYS_IN_FULL = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date) -> str:
    """``Mon 28 Dec 2026``: the same on every machine, whatever its locale."""
    return f"{WEEKDAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime) -> str:
    """``Sat 28 Nov 2026 at 14:00``."""
    return f"{day(value)} at {value:%H:%M}"


def amount(number: int, unit: str) -> str:
    """``30 days``, ``1 year``."""
    return f"{number} {unit[:-1] if number == 1 else unit}"


def either(words: Sequence[str]) -> str:
    """``a, b or c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
