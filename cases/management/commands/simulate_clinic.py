"""Plays a clinic's life day by day and judges its reminders: `manage.py simulate_clinic --cases 20 --days 90 --seed 1`."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.simulation import offices
from cases.simulation.offices import COUNTED

FINDINGS = 20  # told in words; the numbers tell how many there were


class Command(BaseCommand):
    """Prints one JSON object; ends with status 1 when a reminder was lost, late, or went where it must not."""

    help = (
        "Play a clinic's life in a throw-away database, with a simulated clock and, if asked, faults; print one JSON "
        "object: what was due, sent, lost, late. Same seed, same result. From 200 cases on they are two offices, played "
        "beside each other and added up. Needs a database role that may create one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Size, length, seed and faults."""
        parser.add_argument("--cases", type=int, default=20)
        parser.add_argument("--days", type=int, default=90)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--faults", action="store_true", help="mail, commit, clock and bell fail now and then"
        )

        parser.add_argument(
            "--template",
            default="",
            help="a migrated database to copy, instead of making one; always one office",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Play, print, and name on standard error what should not have been."""
        try:
            from cases.simulation.play import play
        except ModuleNotFoundError as missing:
            raise CommandError(
                f"{missing.name} is not installed here: the simulation comes with requirements-demo.lock, "
                "not with what serves."
            ) from missing
        size = {name: options[name] for name in ("cases", "days", "seed", "faults")}
        if options["cases"] >= offices.LARGE and not options["template"]:  # with one it is an office already
            self._offices(offices.play(**size), options["seed"])
            return
        printed, verdict, one = play(**size, template=options["template"])
        self.stdout.write(json.dumps(printed))
        if options["verbosity"] > 1:
            for what, number in sorted(one.scene.told.items()):
                self.stderr.write(f"{number:6} {what}")
            for what, number in sorted(one.faults.counts.items()):
                self.stderr.write(f"{number:6} fault: {what}")
        for sentence in verdict.findings[:FINDINGS]:
            self.stderr.write(sentence)
        if verdict.findings:
            raise CommandError(f"{len(verdict.findings)} findings with seed {options['seed']}.", returncode=1)

    def _offices(self, told: offices.Told, seed: int) -> None:
        """Print what the offices of a large play came to together."""
        self.stdout.write(
            json.dumps({name: told.printed[name] for name in COUNTED} | {"seconds": told.seconds})
        )
        for sentence in (*told.failed, *told.findings):
            self.stderr.write(sentence)
        if told.failed or told.findings:
            raise CommandError(
                f"Findings with seed {seed}; each office is played alone as said above.", returncode=1
            )
