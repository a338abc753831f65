"""Puts a story's papers into the case: printed here, taken in like anybody's upload, described as exhibits."""

import io
from collections.abc import Callable
from datetime import date

from cases.actions import certificates, evidence, exhibits
from cases.demo import home_papers, papers, us_papers
from cases.demo.papers import Paper
from cases.demo.scene import Scene
from cases.demo.shapes import Figure, Process, Sitting, Story
from cases.demo.telling import RELATIONS, Telling
from cases.law import courts
from cases.models import Case, Exhibit

KINDS = {
    "birth": "identity",
    "death": "identity",
    "complaint": "police",
    "school": "school",
    "teacher": "school",
    "pastor": "school",
    "photos": "photograph",
    "affidavit": "declaration",
    "evaluation": "medical",
    "conditions": "country",
}
PAPERS: dict[str, Callable[[Telling], Paper]] = {
    "birth": home_papers.birth,
    "death": home_papers.death,
    "complaint": home_papers.complaint,
    "note": home_papers.note,
    "school": home_papers.school,
    "pastor": home_papers.pastor,
    "elder": home_papers.elder,
    "clipping": home_papers.clipping,
    "photos": home_papers.photos,
    "release": us_papers.release,
    "notice": us_papers.notice,
    "affidavit": us_papers.affidavit,
    "evaluation": us_papers.evaluation,
    "teacher": us_papers.teacher,
    "conditions": us_papers.conditions,
}


def file_papers(scene: Scene, story: Story, case: Case) -> tuple[Exhibit, ...]:
    """Take in every paper of the story, in order, and say of each what it is and what it proves."""
    tale = telling(scene, story)
    printed = [PAPERS[key](tale) for key in story.papers]
    files = zip(printed, papers.produce(printed), strict=True)
    uploads = [evidence.Upload(paper.file_name, io.BytesIO(file)) for paper, file in files]
    taken = evidence.take_in(case=case, uploads=uploads, by=scene.paralegal)
    if taken.refused:
        raise ValueError(f"{story.key}: {taken.refused[0]}")
    return tuple(
        _described(scene, exhibit, paper, KINDS.get(key, "other"))
        for exhibit, paper, key in zip(taken.exhibits, printed, story.papers, strict=True)
    )


def _described(scene: Scene, exhibit: Exhibit, paper: Paper, kind: str) -> Exhibit:
    is_signed = kind == "declaration"
    made = exhibits.describe(
        exhibit=exhibit,
        version=exhibit.version,
        title=paper.title,
        kind=kind,
        published_on=scene.day(-21) if kind == "country" else None,
        signed_on=scene.day(-21) if is_signed else None,
        signed_in="US" if is_signed else "",
        oath="short" if is_signed else "",
        dated=paper.dated,
        language=paper.language,
        proves=paper.proves,
        by=scene.paralegal,
    )
    if paper.translated:
        certificates.record(
            exhibit=made,
            version=made.version,
            kind="translation",
            name="Orfelinda Castaway",
            is_competent=True,
            is_accurate=True,
            is_signed=True,
            signed_on=scene.day(-21),
            address="210 Lighthouse Row, 555-0147",
            by=scene.paralegal,
        )
        made.refresh_from_db()
    return made


def telling(scene: Scene, story: Story) -> Telling:
    """Return the facts on which the story's papers agree; what a story leaves open is filled in plainly."""
    child = story.child
    arrived = child.arrived if child.arrived is not None else -400
    sponsor, relation = _sponsor(story)
    court, hearing = _court(scene, story)
    return Telling(
        child=child.name,
        called=child.called or child.given.split()[0],
        born=child.age.birth_date(scene.today) if child.age else date(2010, 3, 4),
        mother=_mother(story),
        relative=story.relative,
        relation=story.relation,
        relation_spanish=RELATIONS[story.relation],
        town=story.town,
        department=story.department,
        country=child.nationality,
        school="Centro Escolar Cerro Azul",
        sponsor=sponsor,
        sponsor_relation=relation,
        us_city=f"{scene.house.city}, {scene.house.state}",
        lost_on=scene.day(arrived - 150),
        reported_on=scene.day(arrived - 142),
        left_on=scene.day(arrived - 40),
        released_on=scene.day(arrived + 36),
        written_on=scene.day(-21),
        court=court,
        hearing=hearing,
    )


def _mother(story: Story) -> str:
    named = next((each for each in story.figures if each.detail.startswith("Mother")), None)
    return named.name if named else f"Rosario {story.child.second or story.child.first}"


def _sponsor(story: Story) -> tuple[str, str]:
    others: list[Figure] = [each for each in story.figures if each.part != "respondent"]
    care = story.sponsoring[-1] if story.sponsoring else None
    named = next(
        (each for each in others if care and each.given == care.sponsor), others[0] if others else None
    )
    return (
        named.name if named else "Adelita Marisma",
        care.relationship.lower() if care else "relative",
    )


def _court(scene: Scene, story: Story) -> tuple[str, str]:
    process: Process | None = next((each for each in story.processes if each.court), None)
    if process is None:
        return "Immigration court", "to be determined"
    sitting: Sitting | None = next((each for each in process.sittings if each.on is not None), None)
    day = f"{scene.court_day(sitting.on):%A, %B %d, %Y}, {sitting.time}" if sitting and sitting.on else ""
    return courts.court(process.court).name, day or "to be determined"
