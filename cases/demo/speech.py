"""Writes a story's declaration paragraph by paragraph, and opens the interpreter's session where there is one."""

import datetime as dt

from django.utils import timezone

from cases.actions import declarations
from cases.demo.desk import telling
from cases.demo.scene import Scene
from cases.demo.shapes import Story
from cases.demo.words import TEXTS
from cases.models import Case, Declaration, Person

SESSION = dt.timedelta(days=14)


def declare(scene: Scene, story: Story, case: Case, declarant: Person) -> Declaration:
    """Write the lead respondent's declaration in English beside Spanish."""
    clerk, tale = scene.paralegal, telling(scene, story)
    filled = {
        "relative": tale.relative,
        "relation": tale.relation,
        "pariente": tale.relation_spanish,
        "town": tale.town,
        "country": tale.offices.name,
    }
    made = declarations.begin(case=case, declarant=declarant, by=clerk, language="eng", other_language="spa")
    for english, spanish in TEXTS[story.words]:
        declarations.add_paragraph(
            declaration=made,
            by=clerk,
            text=english.format(**filled),
            other_text=spanish.format(**filled),
            is_heading=not spanish,
        )
    made = declarations.set_details(
        declaration=made,
        version=made.version,
        by=clerk,
        state="review" if story.packet else "draft",
        signed_in_us=True,
        signing_place=tale.us_city,
        interpreter_name=scene.team[story.interpreter].user.name if story.interpreter else "",
        other_language="spa",
    )
    if story.interpreter:
        made = declarations.open_session(
            declaration=made,
            interpreter=scene.team[story.interpreter],
            ends_at=timezone.now() + SESSION,
            by=clerk,
        )
    return made
