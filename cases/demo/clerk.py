"""Files what a story sent, and lets the clerk answer: through the same actions as the pages."""

from typing import Any

from cases.actions import filings
from cases.demo.scene import Scene
from cases.demo.shapes import Sent, Story
from cases.models import Case, Deadline


def file(scene: Scene, story: Story, case: Case) -> None:
    """Record each filing of the story for the open date of its rule, then each answer, in order."""
    for sent in story.sent:
        for deadline in Deadline.objects.filter(case=case, rule=sent.rule, state="open"):
            _send(scene, case, deadline, sent)


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
