"""Puts every stored key under the current master key: `manage.py rotate_keys`; `--check` only says which are needed."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases import checks, vault
from cases.actions import keys
from cases.errors import Problem


class Command(BaseCommand):
    """Names ids of keys and clinics, never a key. Exit 0: done; 1: something could not be opened, and is named."""

    help = (
        "Wrap every clinic's, case's and second factor's key under the first of AMPARO_MASTER_KEYS, while people work. It may be "
        "killed and run again. Before: add the new key behind the old and restart every process; then put it first and "
        "restart again. After: --check says which keys are still needed. Backups made before still need the old one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to change anything."""
        parser.add_argument("--check", action="store_true", help="only say which master keys are needed")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Rotate, then say what is needed from now on."""
        checks.refuse_unfenced_role()
        try:
            current = vault.check_configuration()
            done = keys.Keys() if options["check"] else keys.rotate()
            needed = keys.needed()
        except Problem as problem:
            raise CommandError(problem.sentence) from problem
        if not options["check"]:
            self.stdout.write(
                f"Now under “{current}”: {done.clinics.total()} clinics, {done.cases.total()} cases, "
                f"{done.people.total()} second factors."
            )
        for name in sorted(set(needed.clinics) | set(needed.cases) | set(needed.people)):
            mark = " (current)" if name == current else ""
            self.stdout.write(
                f"“{name}”{mark} is needed by {needed.clinics[name]} clinics, {needed.cases[name]} cases, "
                f"{needed.people[name]} second factors."
            )
        failed = {**done.failed, **needed.failed}
        for clinic, sentence in failed.items():
            self.stderr.write(f"{clinic}: {sentence}")
        if failed:
            sys.exit(1)
