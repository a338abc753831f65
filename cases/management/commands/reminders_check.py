"""Print the proof that every recorded date's reminder was sent, clinic by clinic; exit 1 when it fails anywhere."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cases.queries import clinics, proofs


class Command(BaseCommand):
    """``manage.py reminders_check [--clinic SLUG]``: the same proof that the coordinator's page shows, counted now."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """One clinic, or all."""
        parser.add_argument("--clinic", default="", metavar="SLUG")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print one line for each clinic and what is wrong below it."""
        found = clinics.all_clinics()
        if options["clinic"]:
            found = found.filter(slug=options["clinic"])
            if not found:
                self.stderr.write(f"There is no clinic {options['clinic']!r}.")
                sys.exit(2)
        fails = False
        for clinic in found:
            with clinic.inside():
                proof = proofs.prove(clinic=clinic)
            fails = fails or not proof.holds
            verdict = "holds" if proof.holds else "FAILS"
            self.stdout.write(f"{clinic.slug}: {proof.sentence(clinic.time_zone)}: {verdict}")
            for line in proof.wrong():
                self.stdout.write(f"  {line}")
        if fails:
            sys.exit(1)
