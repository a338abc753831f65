"""Builds one more invented case that stands at a given stage of the main job."""

from dataclasses import replace

from django.conf import settings
from django.urls import reverse

from cases.demo import binder, seed
from cases.demo.houses import HOUSES
from cases.demo.shapes import Duty, House, Sitting, Story
from cases.demo.usual import child, kept_by, kin, removal
from cases.models import Case

STAGES = ("intake", "hearing", "packet")
_PAPERS = (
    "birth", "death", "complaint", "note", "elder", "school", "pastor", "photos", "release", "teacher", "conditions",
)  # fmt: skip
_NAMES = (
    ("Zulma Noemí", "Ardón", "Perlera", "female"),
    ("Eliseo", "Xocop", "Marroquín", "male"),
    ("Nidia Azucena", "Villalta", "Cuéllar", "female"),
    ("Ramiro Josafat", "Ordóñez", "Bú", "male"),
    ("Ixchel", "Pérez", "Tum", "female"),
    ("Denilson", "Güity", "Arriola", "male"),
    ("Aura Leticia", "Méndez", "Xiloj", "female"),
)


def build(*, stage: str, slug: str) -> dict[str, str]:
    """Build the case in the clinic with this slug; return its clinic, reference, stage and address."""
    house = next(house for house in HOUSES if house.slug == slug)
    scene = seed.enter(house)
    with scene.clinic.inside():
        number = Case.objects.count() + 1
        case = seed.tell(scene, _story(house, stage, number))
    binder.build_waiting(scene)
    path = reverse("case", kwargs={"clinic": slug, "reference": case.reference})
    return {
        "clinic": slug,
        "case": case.reference,
        "stage": stage,
        "address": settings.AMPARO_URL.rstrip("/") + path,
    }


def _story(house: House, stage: str, number: int) -> Story:
    """A child, an aunt, and as much more as the stage needs. The A-number repeats the case's number."""
    given, first, second, gender = _NAMES[number % len(_NAMES)]
    clinic = 1 + HOUSES.index(house)
    young = child(
        given, first, second, years=15, days=number, gender=gender, nationality="GT", birthplace="Aldea Las Lajas, Jutiapa",
        languages=("spa",), a_number=f"A296-{clinic}{number % 100:02d}-{number % 1000:03d}", arrived=-200,
    )  # fmt: skip
    story = Story(
        f"stage_{stage}", "Built for a demonstration: newly called in", (young, kin("Elvia", first, detail="Aunt")),
        status="intake", opened=0, intake_step="arrival", sponsoring=(kept_by("Elvia", "Aunt", "2B", young),),
        relative=f"Otoniel {first}", relation="uncle", town="Aldea Las Lajas", department="Jutiapa",
    )  # fmt: skip
    if stage == "intake":
        return story
    lead = next(worker.key for worker in house.workers if worker.role == "staff_attorney")
    court = "HOU" if house.state == "TX" else "BAL"
    story = replace(
        story, summary="Built for a demonstration: merits hearing set", status="open", intake_step="",
        duties=(Duty(lead, "lead"),), processes=(removal(court, Sitting("individual", 75, "08:30"), nta=-190, i589=-60),),
    )  # fmt: skip
    if stage == "hearing":
        return story
    return replace(
        story,
        summary="Built for a demonstration: packet built",
        papers=_PAPERS,
        words="refused_family",
        packet=True,
    )
