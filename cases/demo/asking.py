"""Relief screenings of the demo: one that an attorney has reviewed, one whose answers wait for a review."""

from dataclasses import dataclass

from cases.actions import screening
from cases.demo.scene import Scene
from cases.demo.shapes import Story
from cases.models import Case, Party


@dataclass(frozen=True)
class Asked:
    """What a child answered; ``note`` is the attorney's under the review, empty while it waits for one."""

    answers: dict[str, str]
    note: str = ""


ASKED = {
    "marisol": Asked(
        {
            "detained": "no",
            "fear_interview": "no",
            "has_order": "no",
            "reinstated": "no",
            "in_us": "yes",
            "third_country": "yes",
            "ten_years": "no",
            "married": "no",
            "parent_harm": "yes",
            "best_interest": "yes",
            "fears_return": "yes",
            "protected_ground": "yes",
            "gang_coerced": "not_said",
            "trafficked": "unknown",
            "crime_in_us": "no",
            "abused_by_us_family": "no",
            "us_family": "no",
            "prior_denial": "no",
            "serious_crime": "no",
        },
        note="The state court first: she ages out in weeks. Asylum goes on beside it. Ask again, alone, about the "
        "work on the way here.",
    ),
    "twins": Asked(
        {
            "detained": "no",
            "fear_interview": "no",
            "has_order": "unknown",
            "in_us": "yes",
            "married": "no",
            "parent_harm": "yes",
            "fears_return": "yes",
            "protected_ground": "unknown",
            "gang_coerced": "no",
            "trafficked": "not_said",
            "usc_parent": "no",
            "serious_crime": "no",
        }
    ),
}


def screen(scene: Scene, story: Story, case: Case) -> None:
    """Ask the lead respondent of this story, where the demo has answers; an attorney reviews where there is a note."""
    asked = ASKED.get(story.key)
    if asked is None:
        return
    child = Party.objects.select_related("person").get(case=case, is_lead=True).person
    row = screening.start(case=case, person=child, by=scene.paralegal)
    row = screening.answer(
        screening=row, version=row.version, answers=asked.answers, step="before", by=scene.paralegal
    )
    row = screening.finish(screening=row, version=row.version, by=scene.paralegal)
    if asked.note:
        screening.review(screening=row, note=asked.note, by=scene.attorney)
