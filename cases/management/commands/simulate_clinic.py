"""Plays a clinic's life day by day and judges its reminders: `manage.py simulate_clinic --cases 20 --days 90 --seed 1`."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

FINDINGS = 20  # told in words; the numbers tell how many there were


class Command(BaseCommand):
    """Prints one JSON object; ends with status 1 when a reminder was lost, late, or went where it must not."""

    help = (
        "Play a clinic's life in a throw-away database, with a simulated clock and, if asked, faults; print one JSON "
        "object: what was due, sent, lost, late. Same seed, same result. Needs a database role that may create one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Size, length, seed and faults."""
        parser.add_argument("--cases", type=int, default=20)
        parser.add_argument("--days", type=int, default=90)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--faults", action="store_true", help="mail, commit, clock and bell fail now and then"
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
        printed, verdict, one = play(
            cases=options["cases"], days=options["days"], seed=options["seed"], faults=options["faults"]
        )
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
