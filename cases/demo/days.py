"""Days of the invented world: all counted from today, so that the demo never goes stale."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from cases.law import calendar


def today(zone: str) -> date:
    """Return the day it is now on a clinic's own calendar."""
    return timezone.now().astimezone(ZoneInfo(zone)).date()


def court_day(day: date) -> date:
    """Return this day, or the next one on which an immigration court sits."""
    return calendar.next_open(day)


def court_day_before(day: date) -> date:
    """Return this day, or the last one before it on which an immigration court sat."""
    while not calendar.is_open(day):
        day -= timedelta(days=1)
    return day


def years_before(day: date, years: int) -> date:
    """Return the same day so many years earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


@dataclass(frozen=True)
class Age:
    """How old somebody is: so many years and days today. Negative days: the birthday is still to come."""

    years: int
    days: int = 0

    def birth_date(self, day: date) -> date:
        """Return the birth date of somebody of this age on this day."""
        return years_before(day - timedelta(days=self.days), self.years)


def at(day: date, hour: int, zone: str) -> datetime:
    """Return a full hour of a day on a clinic's own clock."""
    return datetime.combine(day, datetime.min.time(), tzinfo=ZoneInfo(zone)).replace(hour=hour)


def spoken(day: date, language: str = "eng") -> str:
    """Return a date as a letter writes it: March 4, 2021, or 4 de marzo de 2021."""
    if language == "spa":
        months = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
        return f"{day.day} de {months.split()[day.month - 1]} de {day.year}"
    months = "January February March April May June July August September October November December"
    return f"{months.split()[day.month - 1]} {day.day}, {day.year}"
