"""Founds a clinic with its first coordinator: `manage.py found_clinic bay --name "…" …`."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases import checks
from cases.actions import founding
from cases.errors import Problem


class Command(BaseCommand):
    """Asks for the coordinator's password on the terminal, or reads one line of standard input."""

    help = "Found a clinic with its first coordinator, who then invites everybody else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What a clinic needs before its first case."""
        parser.add_argument("slug", help="stands in every address: small letters, digits, hyphens")
        parser.add_argument("--name", required=True, help="the clinic's name, as people say it")
        parser.add_argument("--time-zone", required=True, help="its own clock, such as America/Chicago")
        parser.add_argument(
            "--case-prefix", required=True, help="begins every reference: BAY gives BAY-26-0001"
        )
        parser.add_argument("--coordinator", required=True, help="the first coordinator's name")
        parser.add_argument("--email", required=True, help="the address that person signs in with")
        parser.add_argument("--city", default="")
        parser.add_argument("--state", default="", help="two letters")

    def handle(self, *args: Any, **options: Any) -> None:
        """Found it, or say in a sentence why not."""
        checks.refuse_unsafe_serving()
        asked = "Password of the first coordinator: "
        password = getpass(asked) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            place = founding.found(
                slug=options["slug"],
                name=options["name"],
                time_zone=options["time_zone"],
                case_prefix=options["case_prefix"],
                coordinator_name=options["coordinator"],
                coordinator_email=options["email"],
                password=password,
                city=options["city"],
                state=options["state"],
            )
        except Problem as problem:
            raise CommandError(problem.sentence) from problem
        self.stderr.write(
            f"{place.clinic.name} stands. {place.user.name} signs in as {place.user.email}, sets up a second factor "
            "and invites everybody else on the page “Team”."
        )
