"""Records the people of a story through the actions that an intake uses."""

from typing import Any

from cases.actions import casework, contacts, moves, people, sponsors
from cases.demo import days
from cases.demo.scene import Scene
from cases.demo.shapes import Figure, Story
from cases.models import Assignment, Case, Person

People = dict[str, Person]  # by given names, as the story calls them


def take_in(scene: Scene, story: Story) -> tuple[Case, People]:
    """Open the story's intake and record everybody in it, with what each source says of the children."""
    clerk = scene.paralegal
    case = casework.open_intake(by=clerk, summary=story.summary, **_facts(scene, story.child))
    lead = Person.objects.get(parties__case=case)
    found = {story.child.given: lead}
    for figure in story.figures[1:]:
        found[figure.given] = people.record_person(
            case=case, part=figure.part, detail=figure.detail, by=clerk, **_facts(scene, figure)
        )
    for figure in story.figures:
        _describe(scene, case, figure, found[figure.given])
    _place(scene, story, case, found)
    if story.intake_step:
        casework.keep_intake_step(case=case, step=story.intake_step, by=clerk)
    if story.theory:
        casework.describe(
            case=case, version=case.version, summary=story.summary, claim_theory=story.theory, by=clerk
        )
    # The day on which the clinic opened the case, and put somebody to work on it, lies where no action reaches.
    opened = scene.day(story.opened)
    Case.objects.filter(pk=case.pk).update(opened_on=opened)
    if story.opened < 0:
        began = days.at(opened, 9, scene.clinic.time_zone)
        Assignment.objects.filter(case=case).update(starts_at=began)
    case.refresh_from_db()
    return case, found


def _facts(scene: Scene, figure: Figure) -> Any:
    born = figure.age.birth_date(scene.today) if figure.age else None
    return {
        "given_names": figure.given,
        "first_surname": figure.first,
        "second_surname": figure.second,
        "preferred_name": figure.called,
        "birth_date": born,
        "birth_date_certainty": figure.certainty if born else "unknown",
        "gender": figure.gender,
        "nationality": figure.nationality,
        "birthplace": figure.birthplace,
        "languages": list(figure.languages),
        "a_number": figure.a_number,
    }


def _describe(scene: Scene, case: Case, figure: Figure, person: Person) -> None:
    """Record what makes the person a client and a minor, and how to reach them."""
    clerk = scene.paralegal
    if figure.part == "respondent":
        _make_client(scene, case, figure, person)
    if figure.minor and figure.age:
        minor = people.record_minor(person=person, case=case, by=clerk)
        people.change_minor(minor=minor, version=minor.version, case=case, by=clerk, state=scene.clinic.state)
        for said in figure.said:
            sponsors.assert_status(
                minor=minor,
                case=case,
                kind=said.kind,
                asserted_on=scene.day(said.on),
                source=said.source,
                detail=said.detail,
                by=clerk,
            )
    if figure.moved is not None:
        moves.move(case=case, who=[person.pk], moved_on=scene.day(figure.moved), by=clerk)
    for reach in figure.reach:
        contacts.add(
            person=person,
            case=case,
            kind=reach.kind,
            value=reach.value,
            label=reach.label,
            safety=reach.safety,
            rule=reach.rule,
            by=clerk,
        )


def _make_client(scene: Scene, case: Case, figure: Figure, person: Person) -> None:
    arrival: Any = {}
    if figure.arrived is not None:
        arrival = {
            "last_arrival_on": scene.day(figure.arrived),
            "last_arrival_certainty": figure.arrival_certainty,
            "manner_of_entry": figure.entry,
            "place_of_entry": figure.entry_place,
        }
    role = getattr(person, "client_role", None)
    if role is None:
        people.record_client(person=person, case=case, by=scene.paralegal, **arrival)
    elif arrival:
        people.change_client(client=role, version=role.version, case=case, by=scene.paralegal, **arrival)


def _place(scene: Scene, story: Story, case: Case, found: People) -> None:
    """Record the child's sponsors, one after another, and what became of each."""
    clerk, child = scene.paralegal, found[story.child.given]
    for care in story.sponsoring:
        minor = people.record_minor(person=child, case=case, by=clerk)
        placed = sponsors.place(
            minor=minor,
            person=found[care.sponsor],
            case=case,
            relationship=care.relationship,
            category=care.category,
            released_on=scene.day(care.released),
            standing="supportive" if care.standing == "adverse" else care.standing,
            by=clerk,
        )
        if care.standing == "adverse":
            placed = sponsors.change_standing(
                sponsorship=placed,
                version=placed.version,
                case=case,
                standing="adverse",
                since=scene.day(care.adverse_since or 0),
                reason=care.adverse_reason,
                by=clerk,
            )
        if care.ended is not None:
            sponsors.end(
                sponsorship=placed,
                version=placed.version,
                case=case,
                ended_on=scene.day(care.ended),
                by=clerk,
            )
