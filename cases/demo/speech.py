"""Writes a story's declaration paragraph by paragraph, and opens the interpreter's session where there is one."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

from cases.actions import declarations, interviews, signing
from cases.demo.desk import telling
from cases.demo.scene import Scene
from cases.demo.shapes import Story
from cases.demo.words import TEXTS
from cases.models import Case, Declaration, Person

SESSION = dt.timedelta(days=14)
HEARD = -16  # days from today
LOCKED = "witness_uncle"  # this story's words are locked for signature
OUTLINES = {
    "recruited": "recruitment",
    "kiche_child": "recruitment",
    "refused_family": "family",
    "witness_uncle": "family",
    "shopkeeper": "extortion",
}


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
    made = declarations.begin(
        case=case,
        declarant=declarant,
        by=clerk,
        language="eng",
        other_language="spa",
        outline=OUTLINES.get(story.words, ""),
    )
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
        signed_in_us=True,
        signing_place=tale.us_city,
        interpreter_name=scene.team[story.interpreter].user.name if story.interpreter else "",
        other_language="spa",
        outline=made.outline,
    )
    _tell_of_the_session(scene, story, made)
    if story.words == LOCKED:
        made = signing.lock(declaration=made, version=made.version, by=scene.attorney)
    elif story.packet:
        made = signing.send_to_attorney(declaration=made, version=made.version, by=clerk)
    if story.interpreter:
        made = declarations.open_session(
            declaration=made,
            interpreter=scene.team[story.interpreter],
            ends_at=timezone.now() + SESSION,
            by=clerk,
        )
    return made


def _tell_of_the_session(scene: Scene, story: Story, made: Declaration) -> None:
    """Log the interview in which the words were first told; a child of a Maya language was heard through two people."""
    # After the file was opened, and before today.
    day = scene.day(min(-1, max(HEARD, story.opened + 1)))
    zone = ZoneInfo(scene.clinic.time_zone)
    began = dt.datetime.combine(day, dt.time(10, 0), tzinfo=zone)
    spoken = next(iter(made.declarant.languages), "spa")
    relay = []
    if spoken not in ("spa", "eng"):
        name = scene.team[story.interpreter].user.name if story.interpreter else "Catarina Us Pérez"
        relay = [
            interviews.Interpreter(name, spoken, "spa", "12 Invented Row, Houston, TX", "(555) 010-0142"),
            interviews.Interpreter("Lucía Armas Soto", "spa", "eng", "", "(555) 010-0143", is_remote=True),
        ]
    interviews.record(
        case=made.case,
        person=made.declarant,
        declaration=made,
        facts=interviews.Facts(
            starts_at=began,
            ended_at=began + dt.timedelta(minutes=95),
            place="Clinic, room with the window",
            break_minutes=15,
            breaks="10:40, a walk outside",
            topics=("self", "home", "place", "first_harm"),
            covered="Family, school, how it began. Told calmly; the rest was left for another day.",
            next_time="Begin with the journey. Ask nothing of what is ticked.",
        ),
        interpreters=relay,
        by=scene.paralegal,
    )
