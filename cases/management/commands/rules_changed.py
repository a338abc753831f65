"""Shows which live deadlines an edit of the rulebook moves, clinic by clinic; `--apply` moves them and tells the owners."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.actions import deadlines, notices, recompute
from cases.errors import Problem
from cases.law import rules, wording
from cases.models import Clinic
from cases.queries import clinics, plans
from cases.queries import recompute as asked
from cases.queries.plans import Change

WOULD_MOVE = 3


class Command(BaseCommand):
    """References only, never a name. Exit 0: nothing would change, or it was applied; 3: something would."""

    help = (
        "Show every live deadline that the rulebook, as it now stands, would move; write nothing unless --apply. "
        "Exit status 0: nothing would change, or the change was applied. 3: something would change."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which clinic, whether to write, in which form, from which book."""
        parser.add_argument("--clinic", default="", help="The clinic's short name; without it, every clinic.")
        parser.add_argument("--apply", action="store_true", help="Move the dates and tell their owners.")
        parser.add_argument("--json", action="store_true", help="One JSON object instead of lines.")
        parser.add_argument(
            "--rulebook", type=Path, help="A folder with an edited copy, to try before it is put in place."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Show, and apply if asked to."""
        if options["apply"] and options["rulebook"]:
            raise CommandError("--rulebook only tries an edit out. Put it in place, then apply it.")
        try:
            with _book(options["rulebook"]):
                found = {clinic: list(_lines(clinic)) for clinic in _clinics(options["clinic"])}
                self._show(
                    found, edition=rules.book().edition, as_json=options["json"], applied=options["apply"]
                )
        except Problem as problem:
            raise CommandError(problem.sentence) from problem
        if options["apply"]:
            for clinic, lines in found.items():
                if lines:
                    self._apply(clinic)
        elif any(found.values()):
            sys.exit(WOULD_MOVE)

    def _apply(self, clinic: Clinic) -> None:
        done = recompute.recompute(clinic=clinic, verb="deadline.rules_changed")
        kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(done.kinds.items()))
        self.stderr.write(
            f"{clinic.slug}: written in {done.changed} of {done.cases} cases: {kinds or 'nothing'}"
        )
        if done.failed:
            self.stderr.write(
                f"{clinic.slug}: cases that could not be worked out stay as they are: "
                f"{', '.join(map(str, sorted(done.failed)))} (numbers, as in the log)"
            )
        sent = notices.deliver(clinic=clinic)
        self.stderr.write(f"{clinic.slug}: {sent} owners told; messages that did not go out are tried again")

    def _show(
        self, found: dict[Clinic, list[dict[str, Any]]], *, edition: str, as_json: bool, applied: bool
    ) -> None:
        if as_json:
            here = {clinic.slug: lines for clinic, lines in found.items()}
            answer = {
                "edition": edition,
                "changes": sum(map(len, here.values())),
                "applied": applied,
                "clinics": here,
            }
            self.stdout.write(json.dumps(answer))
            return
        for clinic, lines in found.items():
            self.stdout.write(
                f"{clinic.slug}: {len(lines)} {'date differs' if len(lines) == 1 else 'dates differ'}"
            )
            for line in lines:
                self.stdout.write(_sentence(line))


def _book(folder: Path | None) -> AbstractContextManager[None]:
    if folder is None:
        return nullcontext()
    if not folder.is_dir():
        raise CommandError(
            f"{folder} is not a folder. Copy the rulebook's folder, edit the copy, and name it."
        )
    return rules.trying_out(rules.make_rulebook(rules.read_rows(folder)))


def _clinics(slug: str) -> list[Clinic]:
    found = list(clinics.all_clinics())
    chosen = [clinic for clinic in found if slug in ("", clinic.slug)]
    if slug and not chosen:
        raise CommandError(f"There is no clinic “{slug}”. Its short name stands in its addresses.")
    return chosen


def _lines(clinic: Clinic) -> Iterator[dict[str, Any]]:
    """One line per date that would change, from inside the clinic's fence."""
    with clinic.inside():
        for batch in asked.differences(clinic):
            for reference, plan in batch.items():
                yield from (_line(reference, change) for change in plan.changes)


def _line(reference: str, change: Change) -> dict[str, Any]:
    rule = plans.rule_of(change.wanted) if change.wanted else None
    return {
        "case": reference,
        "rule": change.row.rule if change.row else change.wanted.rule if change.wanted else "",
        "change": change.kind,
        "old_version": change.row.rule_version if change.row else None,
        "new_version": rule.version if rule else None,
        "old_act_by": change.old.isoformat() if change.old else None,
        "new_act_by": change.new.isoformat() if change.new else None,
        "overridden": change.is_overridden,
        "is_past": change.is_past,
        "because": deadlines.ending(change)[1] if change.row else "The facts call for it.",
        "why": list(change.why),
    }


def _sentence(line: dict[str, Any]) -> str:
    """``BAY-26-0007  EOIR_INDIVIDUAL_30 2025-02 → 2026-12  Fri 27 Nov 2026 → Fri 13 Nov 2026  moved. The rule changed.``"""
    version, day = (
        f"{say(line[f'old_{name}'])} → {say(line[f'new_{name}'])}" if line[f"old_{name}"] != line[f"new_{name}"]
        else say(line[f"old_{name}"])
        for name, say in (("version", lambda value: value or "none"), ("act_by", _day))
    )  # fmt: skip
    notes = [line["change"], *(["overridden by hand, stays"] if line["overridden"] else [])]
    notes += ["already past"] if line["is_past"] else []
    why = " ".join([line["because"], *line["why"]])
    return f"  {line['case']}  {line['rule']} {version}  {day}  ({', '.join(notes)}) {why}"


def _day(value: str | None) -> str:
    return wording.day(date.fromisoformat(value)) if value else "no date"
