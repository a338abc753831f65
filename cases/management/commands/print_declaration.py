"""Prints a case's declaration to a file: script/manage print_declaration --clinic bay --case BAY-26-0007 --out d.pdf."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.errors import Problem
from cases.queries import clinics
from cases.queries import declarations as asked


class Command(BaseCommand):
    """Answers with one line of JSON; everything else goes to standard error."""

    help = "Print the current version of a case's declaration as a court paper (PDF)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which case, which language, to which file."""
        parser.add_argument("--clinic", required=True, help="The clinic's short name, as in its addresses.")
        parser.add_argument("--case", required=True, help="The case's reference, such as BAY-26-0007.")
        parser.add_argument(
            "--language", default="", help="es or spa; without it, the language that is signed."
        )
        parser.add_argument("--both", action="store_true", help="Both languages side by side.")
        parser.add_argument("--out", required=True, type=Path, help="The PDF to write.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print, and say where, in which language and how much."""
        from cases.pdf import papers

        clinic = clinics.all_clinics().filter(slug=options["clinic"]).first()
        if clinic is None:
            raise CommandError(
                f"There is no clinic “{options['clinic']}”. Its short name stands in its addresses."
            )
        try:
            with clinic.inside():
                paper = asked.printable(
                    clinic=clinic,
                    reference=options["case"],
                    language=options["language"],
                    both=options["both"],
                )
            data = papers.declaration(paper)
            options["out"].write_bytes(data)
        except Problem as problem:
            raise CommandError(problem.sentence) from problem
        except OSError as fault:
            raise CommandError(
                f"{options['out']} cannot be written ({fault.strerror}). Choose another file."
            ) from fault
        answer = {
            "file": str(options["out"]),
            "language": paper.language,
            "second": paper.second,
            "paragraphs": sum(not one.is_heading for one in paper.paragraphs),
            "draft": paper.draft,
            "bytes": len(data),
        }
        self.stdout.write(json.dumps(answer))
