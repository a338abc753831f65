"""Builds a packet from a folder of files in name order, without a case and without a database."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cases.pdf import scratch


class Command(BaseCommand):
    """The same as `manage.py` does without Django; this is how Django's own help and `call_command` find it."""

    help = scratch.HELP
    requires_system_checks: list[str] = []  # noqa: RUF012  (Django declares it so)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where from, where to, and how large a part may be."""
        scratch.add_arguments(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Build, say what came of it, and end with the status."""
        status = scratch.run(
            options["folder"],
            **{name: options[name] for name in ("out", "title", "max_mb", "jobs", "cache")},
        )
        if status:
            sys.exit(status)
