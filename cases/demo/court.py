"""Records a story's proceedings, hearings with what each source said, and decisions, through their actions."""

from datetime import time

from cases.actions import clocks, proceedings
from cases.demo.scene import Scene
from cases.demo.shapes import Process, Sitting, Story
from cases.models import Case, Hearing, Proceeding


def go_to_court(scene: Scene, story: Story, case: Case) -> list[Proceeding]:
    """Record every proceeding of the story, in its order."""
    return [_proceed(scene, case, process) for process in story.processes]


def _proceed(scene: Scene, case: Case, process: Process) -> Proceeding:
    made = proceedings.add(
        case=case,
        by=scene.paralegal,
        kind=process.kind,
        court_code=process.court,
        court_name=process.court_name,
        judge=process.judge,
        number=process.number,
        is_detained=process.detained,
        nta_served_on=None if process.nta is None else scene.day(process.nta),
        i589_filed_on=None if process.i589 is None else scene.day(process.i589),
        i589_for=None if process.i589 is None else _family(case),  # the lead is the principal applicant
        opened_on=None if process.opened is None else scene.day(process.opened),
    )
    for sitting in process.sittings:
        _sit(scene, made, sitting)
    for stop in process.stopped:
        clocks.stop(
            proceeding=made,
            by=scene.paralegal,
            began_on=scene.day(stop.on),
            ended_on=None if stop.until is None else scene.day(stop.until),
            reason=stop.reason,
            source=stop.source,
        )
    if process.ruling:
        day = scene.court_day(process.ruling.on)
        proceedings.record_decision(
            proceeding=made,
            by=scene.paralegal,
            outcome=process.ruling.outcome,
            decided_on=day,
            service=process.ruling.service,
            appeal_reserved=process.ruling.reserved,
        )
    return made


def _family(case: Case) -> list[int]:
    return list(case.parties.filter(part="respondent").values_list("person_id", flat=True))


def _sit(scene: Scene, proceeding: Proceeding, sitting: Sitting) -> Hearing:
    """Add the hearing as first set, let the other sources speak, and say how it ended."""
    clerk = scene.paralegal
    hearing = proceedings.add_hearing(
        proceeding=proceeding,
        by=clerk,
        kind=sitting.kind,
        setting=sitting.setting,
        day=None if sitting.on is None else scene.court_day(sitting.on),
        time=time.fromisoformat(sitting.time) if sitting.setting == "at" else None,
        filings_due_on=None if sitting.filings_due is None else scene.court_day(sitting.filings_due),
        medium=sitting.medium,
        source=sitting.source,
    )
    for report in sitting.reports:
        day = None if report.on is None else scene.court_day(report.on)
        clock = time.fromisoformat(report.time)
        if report.adopt:
            hearing = proceedings.move_hearing(
                hearing=hearing,
                version=hearing.version,
                by=clerk,
                day=day,
                time=clock,
                source=report.source,
                detail=report.detail,
            )
        else:
            proceedings.report_hearing(
                hearing=hearing, by=clerk, day=day, time=clock, source=report.source, detail=report.detail
            )
    if sitting.outcome:
        hearing = proceedings.end_hearing(
            hearing=hearing,
            version=hearing.version,
            by=clerk,
            status=sitting.outcome,
            adjournment_code=sitting.adjournment,
        )
    return hearing
