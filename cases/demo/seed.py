"""Seeds the demo: both clinics, their people, every story, through the same actions that the pages call."""

from collections.abc import Callable

from celery import current_app
from django.conf import settings

from cases.actions import casework, rules
from cases.demo import (
    asking,
    binder,
    clerk,
    court,
    days,
    desk,
    filed_packets,
    history,
    households,
    recounting,
    second_look,
    speech,
    staff,
)
from cases.demo.houses import HOUSES
from cases.demo.scene import Scene
from cases.demo.shapes import House, Story
from cases.law.rules import book
from cases.models import Case, Clinic
from cases.queries import clinics

Say = Callable[[str], object]


def why_not() -> str:
    """Return why nothing may be invented here, with the remedy; empty where it may."""
    if not settings.AMPARO_DEMO:
        return (
            "This is not a demo: AMPARO_DEMO is not 1. Invented cases are never mixed with real ones; "
            "use script/demo or script/manage, which run against a database of their own."
        )
    taken = {clinic.slug for clinic in clinics.all_clinics() if not clinic.is_demo}
    if both := sorted(taken & {house.slug for house in HOUSES}):
        return f"A real clinic is called {both[0]!r} here. The demo needs a database of its own."
    return ""


def seed_everything(*, say: Say) -> None:
    """Seed each clinic that has no cases yet; each is one transaction, so a stopped run leaves no half clinic."""
    # Hundreds of bells for one sweep: nobody needs to hear them, the next sweep finds the rows.
    current_app.conf.update(broker_url="memory://")
    for house in HOUSES:
        scene = enter(house)
        with scene.clinic.inside():
            if Case.objects.exists():
                say(f"{house.name} is already there; nothing was changed.")
                continue
            _sign_what_was_checked(scene)
            history.arrange(scene)
            told = {story.key: tell(scene, story) for story in house.stories}
            second_look.set_dates(scene)
            history.settle(scene)
            filed_packets.prepare(scene, told)
        binder.build_waiting(scene)
        with scene.clinic.inside():
            filed_packets.send(scene, told)
        binder.build_waiting(scene)
        say(f"{house.name}: {len(house.workers)} people, {len(house.stories)} cases.")


def enter(house: House) -> Scene:
    """Return the house's clinic with its people, founding it when needed, on today's date there."""
    clinic: Clinic = staff.open_clinic(house)
    return Scene(house, clinic, staff.hire(clinic, house), days.today(house.time_zone))


def _sign_what_was_checked(scene: Scene) -> None:
    """Let the supervising attorney sign what was verified; what is from memory or contested awaits a signature.

    The second house has signed the edition whole, so that both ways can be seen.
    """
    if scene.house == HOUSES[-1]:
        rules.sign_edition(
            edition=book().edition,
            has_read=True,
            note="Read with both attorneys, over a week.",
            by=scene.attorney,
        )
        return
    verified = [
        version
        for rule_id in book().ids()
        for version in book().all_versions(rule_id)
        if version.verification == "verified"
    ]
    rules.sign(
        marks=[rules.mark(each) for each in verified], note="Read against the sources.", by=scene.attorney
    )


def tell(scene: Scene, story: Story) -> Case:
    """Turn one story into a case: intake, team, walls, court, papers, words, notes, and its end."""
    case, people = households.take_in(scene, story)
    _staff(scene, story, case)
    if story.status != "intake":
        case = casework.finish_intake(case=case, by=scene.paralegal)
        processes = court.go_to_court(scene, story, case)
        exhibits = desk.file_papers(scene, story, case) if story.papers else ()
        second_look.compare(scene, case, exhibits)
        clerk.file(scene, story, case)
        clerk.take_in(scene, story, case)
        if story.packet:
            binder.order(scene, case, exhibits, processes[0])
    if story.words:
        speech.declare(scene, story, case, people[story.child.given])
    recounting.recount(scene, story, case)
    asking.screen(scene, story, case)
    for note in story.notes:
        casework.write_note(case=case, body=note.text, kind=note.kind, by=scene.team[note.who])
    if story.status == "closed":
        case = Case.objects.get(pk=case.pk)
        casework.close(case=case, version=case.version, because=story.closed_because, by=scene.coordinator)
    return case


def _staff(scene: Scene, story: Story, case: Case) -> None:
    for duty in story.duties:
        member = scene.team[duty.who]
        if member == scene.paralegal and duty.duty == "paralegal":
            continue  # whoever opens an intake is already at work on it
        since = story.opened if duty.since is None else duty.since
        casework.assign(
            case=case,
            member=member,
            duty=duty.duty,
            by=scene.coordinator,
            starts_at=days.at(scene.day(since), 9, scene.clinic.time_zone) if since < 0 else None,
            ends_at=None
            if duty.until is None
            else days.at(scene.day(duty.until), 17, scene.clinic.time_zone),
        )
    for who, reason in story.walls:
        casework.raise_wall(case=case, member=scene.team[who], reason=reason, by=scene.attorney)
