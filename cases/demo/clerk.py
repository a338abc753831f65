"""Files what a story sent, lets the clerk answer, and opens the mail: through the same actions as the pages."""

from typing import Any

from cases.actions import dated_notices, filings
from cases.demo.scene import Scene
from cases.demo.shapes import Sent, Story
from cases.models import Case, Deadline


def file(scene: Scene, story: Story, case: Case) -> None:
    """Record each filing of the story for the open date of its rule, then each answer, in order."""
    for sent in story.sent:
        for deadline in Deadline.objects.filter(case=case, rule=sent.rule, state="open"):
            _send(scene, case, deadline, sent)


def take_in(scene: Scene, story: Story, case: Case) -> None:
    """Record the notices of the story, each about the child."""
    for each in story.noticed:
        dated_notices.record(
            case=case,
            by=scene.paralegal,
            kind=each.kind,
            person=case.parties.get(is_lead=True).person,
            facts={each.fact: scene.court_day(each.on).isoformat()},
        )


def _send(scene: Scene, case: Case, deadline: Deadline, sent: Sent) -> None:
    filing = filings.record(
        case=case,
        by=scene.paralegal,
        deadline=deadline,
        title=sent.title,
        method=sent.method,
        filed_on=scene.court_day(sent.on),
        document_type=sent.document_type,
        receipt_number=sent.receipt_number,
    )
    for answer in sent.answers:
        said: dict[str, Any] = {
            "version": filing.version,
            "on": scene.court_day(answer.on),
            "by": scene.paralegal,
        }
        if answer.outcome == "accepted":
            filing = filings.accept(filing=filing, **said)
        else:
            filing = filings.reject(filing=filing, reason=answer.reason, **said)
