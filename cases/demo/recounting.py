"""Tells a story's chronology through the actions that the pages use: events, what sources say, answers of the I-589."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from cases.actions import accounts, answers, declarations, events
from cases.demo import days
from cases.demo.chronicles import CHRONICLES, Chronicle, Telling, When
from cases.demo.scene import Scene
from cases.demo.shapes import Story
from cases.law import honest_dates, i589_form
from cases.law.honest_dates import Stated
from cases.models import Account, Case, Declaration, Event, Exhibit, InterviewSession, Person
from cases.queries import answers as form
from cases.queries import declarations as written

RECORDS = {each for each, _ in Account.Source.choices} - {"paragraph", "exhibit", "answer", "session"}


def recount(scene: Scene, story: Story, case: Case) -> None:
    """Write down the story's chronology where it has one, and keep what the case knows as answers of the form."""
    told = CHRONICLES.get(story.key)
    if told is None:
        return
    clerk = scene.paralegal
    person = case.parties.get(is_lead=True).person
    _add_paragraph(case, told, scene)
    arrived = scene.day(story.child.arrived or -400)
    known: dict[str, Event] = {}
    later = []
    for each in told.happenings:
        if each.when.other and each.when.other not in known:
            later.append(each)
        known[each.key] = events.record(
            case=case,
            by=clerk,
            title=each.title,
            happened=Stated() if each in later else _stated(each.when, arrived, person, known),
            place=each.place,
            people=each.people,
            harm=each.harm,
            reported=each.reported,
            report_answer=each.answer,
        )
    for each in later:  # dated by an event that is told after it
        event = known[each.key]
        dated = _stated(each.when, arrived, person, known)
        known[each.key] = events.change(event=event, version=event.version, by=clerk, happened=dated)
    for telling in told.tellings:
        _tell(scene, case, telling, arrived, person, known)
    _answer(scene, case)


def _tell(
    scene: Scene, case: Case, telling: Telling, arrived: date, person: Person, known: dict[str, Event]
) -> None:
    where = _where(case, telling.source)
    if where is None:
        return
    says: dict[str, Any] = {
        "happened": _stated(telling.when, arrived, person, known),
        "place": telling.place,
        "value": telling.value,
    }
    if telling.fact:
        accounts.of_fact(case=case, about=person, fact=telling.fact, by=scene.paralegal, where=where, **says)
        return
    event = known[telling.of]
    if telling.age is not None and person.birth_date:
        stands = honest_dates.read_back(event.happened.reveal())
        on = date(stands.year, stands.month or 1, stands.day or 1)
        says["age"] = honest_dates.age_on(person.birth_date, on) + telling.age
    accounts.of_event(
        event=event,
        by=scene.paralegal,
        where=where,
        people=telling.people,
        says_nobody_else=telling.nobody_else,
        times=telling.times,
        count=telling.count,
        reported=telling.reported,
        **says,
    )


def _where(case: Case, source: str) -> accounts.Where | None:
    """The source's row: a paragraph by its number, a session, a record, or the first exhibit of that kind.

    None for a paper that the story is told without.
    """
    if source.startswith("¶"):
        number, _, code = source.removeprefix("¶ ").partition(" ")
        declaration = Declaration.objects.filter(case=case).order_by("pk")[0]
        lines = {each.number: each.paragraph for each in written.numbered(declaration=declaration)}
        return {"source": "paragraph", "paragraph": lines[number], "language": code or "eng"}
    if source == "session":
        return {"source": source, "session": InterviewSession.objects.filter(case=case).order_by("pk")[0]}
    if source in RECORDS:
        return {"source": source}
    exhibit = Exhibit.objects.filter(case=case, kind=source).order_by("position").first()
    return {"source": "exhibit", "document": exhibit.document} if exhibit else None


def _add_paragraph(case: Case, told: Chronicle, scene: Scene) -> None:
    declaration = Declaration.objects.filter(case=case).order_by("pk").first()
    if told.paragraph and declaration is not None:
        english, spanish = told.paragraph
        declarations.add_paragraph(
            declaration=declaration, by=scene.paralegal, text=english, other_text=spanish, is_heading=False
        )


def _answer(scene: Scene, case: Case) -> None:
    """Keep what the case knows of each applicant, part by part, as its pages offer it."""
    for person in form.applicants(case=case):
        for section in i589_form.form().sections:
            boxes = form.boxes(case=case, person=person, section=section.key, member=scene.paralegal)
            given = [
                answers.Given(box.question.key, box.row, box.text, box.version, box.origin)
                for box in boxes
                if box.text
            ]
            answers.keep(case=case, person=person, section=section.key, given=given, by=scene.paralegal)


def _stated(when: When, arrived: date, person: Person, known: dict[str, Event]) -> Stated:
    day = arrived + timedelta(days=when.at)
    stated = Stated(words=when.words)
    if when.how in ("before", "after"):
        return replace(stated, how=when.how, other=str(known[when.other].pk))
    if when.how == "birth" and person.birth_date:
        return honest_dates.of_day(days.years_before(person.birth_date, -when.add))
    if when.how == "age" and person.birth_date:
        return replace(stated, how="age", age=honest_dates.age_on(person.birth_date, day) + when.add)
    if when.how == "season":
        season = "winter" if 5 <= day.month <= 10 else "summer"
        return replace(stated, how="season", year=day.year, season=season)
    parts = {"year": ("year",), "month": ("year", "month"), "day": ("year", "month", "day")}
    chosen = {name: getattr(day, name) for name in parts.get(when.how, ())}
    return replace(stated, how=when.how, **chosen)
