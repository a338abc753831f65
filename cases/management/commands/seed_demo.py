"""Fills an empty demo with its two invented clinics, once: `manage.py seed_demo`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from cases.access import turns
from cases.demo import seed


class Command(BaseCommand):
    """Seeds; a second run says so and changes nothing."""

    help = "Fill the demo with its two invented clinics, once. Refused where AMPARO_DEMO is not 1."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed what is not seeded yet; everything it says goes to standard error."""
        if why_not := seed.why_not():
            raise CommandError(why_not)
        with turns.one_at_a_time("owner" if "owner" in connections else "default"):
            seed.seed_everything(say=self.stderr.write)
