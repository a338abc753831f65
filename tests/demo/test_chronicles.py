"""Every planted contradiction of the demo is found, and nothing is found in the stories that agree."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command

from cases.demo.chronicles import CHRONICLES
from cases.demo.houses import LANTERN_BAY
from cases.models import Case, Clinic, Event, Person
from cases.queries import inconsistencies
from tests.demo.conftest import Inside

PLANTED = [key for key, told in CHRONICLES.items() if told.planted]
CONSISTENT = [key for key, told in CHRONICLES.items() if not told.planted]
SUMMARIES = {story.key: story.summary for story in LANTERN_BAY.stories}


def found(key: str) -> dict[str, Any]:
    """What the command would print of this story's case."""
    clinic = Clinic.objects.get(slug=LANTERN_BAY.slug)
    reference = Case.objects.get(summary=SUMMARIES[key]).reference
    answer: Any = inconsistencies.as_data(clinic=clinic, reference=reference)
    return dict(answer)


def test_there_are_five_of_each() -> None:
    assert len(PLANTED) >= 5
    assert len(CONSISTENT) >= 5


@pytest.mark.parametrize("key", PLANTED)
def test_what_is_planted_is_found_and_nothing_else(inside: Inside, key: str) -> None:
    with inside(LANTERN_BAY.slug):
        report = found(key)
    kinds = {each["kind"] for each in report["findings"]}
    assert kinds == set(CHRONICLES[key].planted), [
        (each["kind"], each["about"], [side["says"] for side in each["sides"]]) for each in report["findings"]
    ]
    for each in report["findings"]:
        assert len(each["sides"]) == 2
        assert all(side["sources"] for side in each["sides"])
        assert each["state"] == "open"
    assert report["ask"] == "Ask the declarant."


@pytest.mark.parametrize("key", CONSISTENT)
def test_nothing_is_found_where_the_sources_agree(inside: Inside, key: str) -> None:
    with inside(LANTERN_BAY.slug):
        report = found(key)
        assert Event.objects.filter(case__summary=SUMMARIES[key]).exists()
    assert [(e["kind"], e["about"], [s["says"] for s in e["sides"]]) for e in report["findings"]] == []
    assert report["compared"] >= 5, "an empty list means nothing where nothing was compared"
    assert report["could_not_compare"], "and it says what it could not compare"


def test_the_command_prints_json_with_both_sides(demo: str) -> None:
    with Clinic.objects.get(slug=LANTERN_BAY.slug).inside():
        case = Case.objects.get(summary=SUMMARIES["ended"])
        name = Person.objects.get(parties__case=case, parties__is_lead=True).name
    out = io.StringIO()
    call_command("find_inconsistencies", clinic=LANTERN_BAY.slug, case=case.reference, stdout=out)
    printed = json.loads(out.getvalue())
    spelled = next(each for each in printed["findings"] if each["kind"] == "spelling")
    says = {side["says"]: [source["label"] for source in side["sources"]] for side in spelled["sides"]}
    assert name in says and "BRENDA LICETH CORTES AVILA" in says
    assert any("I-213" in label for label in says["BRENDA LICETH CORTES AVILA"])
    assert "work product" in printed["marked"]
