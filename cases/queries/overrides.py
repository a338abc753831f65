"""What is asked of overrides: how a date that somebody set reads beside the one that was worked out."""

from django.utils import timezone

from cases.law import printed, rules, wording
from cases.models import Deadline, Override


def says(override: Override) -> str:
    """``Set by hand: Tue 1 Dec 2026. The judge extended it on the record. (R. Ruiz, Sun 22 Nov 2026)``."""
    reason = override.reason if override.reason.endswith((".", "!", "?")) else f"{override.reason}."
    entered = wording.day(timezone.localtime(override.at).date())
    by = f"({override.by.user}, {entered})"
    return f"{override.get_source_display()}: {wording.day(override.act_by)}. {reason} {by}"


def set_aside(deadline: Deadline) -> str:
    """Return ``a later date is printed`` where a set date is not the one that staff see, otherwise nothing."""
    over = deadline.override
    if over is None or deadline.act_by is None or over.act_by == deadline.act_by:
        return ""
    which = "a later date" if over.act_by > deadline.act_by else "an earlier date"
    return f"{which} {'is printed' if over.source == Override.Source.PRINTED else 'was set by hand'}"


def note(deadline: Deadline) -> str:
    """Return what was worked out, and what another date could do to it."""
    worked_out = (
        f"Worked out: {wording.day(deadline.safe_on)}." if deadline.safe_on else "No date was worked out."
    )
    known = rules.book().versions.get(deadline.rule)
    return f"{worked_out} {printed.who_sets_it(known[-1])}" if known else worked_out
