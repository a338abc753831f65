"""Asks the demo what is in it, or builds one more case: `manage.py demo --references | --sign-ins | --stage …`."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.demo import houses, listing, seed, staff, stages


class Command(BaseCommand):
    """Each way of calling writes exactly one line of JSON to standard output."""

    help = "The demo's cases, sign-ins, or one more case at a stage; one line of JSON. Needs AMPARO_DEMO=1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One of three questions, and for a new case its clinic."""
        asked = parser.add_mutually_exclusive_group(required=True)
        asked.add_argument(
            "--references", action="store_true", help='every case as {"clinic", "case", "languages"}'
        )
        asked.add_argument("--sign-ins", action="store_true", help="who can sign in, and with which password")
        asked.add_argument(
            "--stage", choices=stages.STAGES, help="build one more case that stands at this stage"
        )
        parser.add_argument(
            "--clinic",
            choices=[house.slug for house in houses.HOUSES],
            default=houses.LANTERN_BAY.slug,
            help="with --stage: the clinic that gets it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer the question, or refuse with the remedy where this is no demo."""
        if why_not := seed.why_not():
            raise CommandError(why_not)
        if options["sign_ins"]:
            answer: Any = staff.sign_ins()
        elif options["references"]:
            answer = listing.references()
        else:
            answer = stages.build(stage=options["stage"], slug=options["clinic"])
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
