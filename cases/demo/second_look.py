"""Lets a second person compare part of the demo with its papers, and sets two dates over the computed ones."""

import datetime as dt
from collections.abc import Sequence

from cases.actions import confirmations, overrides
from cases.demo import days
from cases.demo.scene import Scene
from cases.models import Case, Deadline, Exhibit, Hearing, Party
from cases.queries import triggers


def compare(scene: Scene, case: Case, exhibits: Sequence[Exhibit]) -> None:
    """Let the attorney compare every other case's hearing with its notice and birth date with its certificate.

    The other half stays unconfirmed, as it does in a clinic where the mail has just been typed.
    """
    if int(case.reference[-1]) % 2:
        return
    for exhibit in exhibits:
        title = exhibit.title.lower()
        if "notice" in title:
            heard = Hearing.objects.filter(proceeding__case=case, status="scheduled", day__isnull=False)
            names = [f"hearing:{pk}" for pk in heard.values_list("pk", flat=True)]
        elif "birth" in title:
            child = Party.objects.get(case=case, is_lead=True)
            names = [f"person:{child.person_id}"]
        else:
            continue
        for name in names:
            confirmations.confirm(
                case=case,
                trigger=name,
                shown=triggers.of(case=case, name=name).fingerprint,
                document=exhibit.document,
                by=scene.attorney,
            )


def set_dates(scene: Scene) -> None:
    """Set one filing date sooner by hand, and type a later date that a notice prints against a limit of law."""
    filing = _soonest(scene, "EOIR_INDIVIDUAL_30")
    if filing is not None and filing.act_by is not None:
        overrides.set_date(
            deadline=filing,
            day=days.court_day_before(filing.act_by - dt.timedelta(days=7)),
            source="by_hand",
            reason="The witness must sign before she travels: everything is filed a week sooner.",
            by=scene.attorney,
        )
    appeal = _soonest(scene, "BIA_APPEAL_30")
    if appeal is not None and appeal.act_by is not None:
        overrides.set_date(
            deadline=appeal,
            day=appeal.act_by + dt.timedelta(days=5),
            source="printed",
            reason="The cover letter of the order prints this day for the appeal.",
            by=scene.paralegal,
        )


def _soonest(scene: Scene, rule: str) -> Deadline | None:
    """The first date of a rule that lies far enough ahead for another one to lie before it."""
    ahead = Deadline.objects.filter(rule=rule, state="open", act_by__gt=scene.day(10))
    found: Deadline | None = ahead.order_by("act_by", "pk").first()
    return found
