"""Prints what contradicts in a case: script/manage find_inconsistencies --clinic bay --case BAY-26-0007."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.errors import Problem
from cases.queries import clinics, inconsistencies


class Command(BaseCommand):
    """Answers with one line of JSON; attorney work product, so it is for the clinic's own machine only."""

    help = "Compare what the sources of a case say and print the findings as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which case."""
        parser.add_argument("--clinic", required=True, help="The clinic's short name, as in its addresses.")
        parser.add_argument("--case", required=True, help="The case's reference, such as BAY-26-0007.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Compare, and print findings with both sides and what could not be compared."""
        clinic = clinics.all_clinics().filter(slug=options["clinic"]).first()
        if clinic is None:
            raise CommandError(
                f"There is no clinic “{options['clinic']}”. Its short name stands in its addresses."
            )
        try:
            with clinic.inside():
                found = inconsistencies.as_data(clinic=clinic, reference=options["case"])
        except Problem as problem:
            raise CommandError(problem.sentence) from problem
        self.stdout.write(json.dumps(found, ensure_ascii=False))
