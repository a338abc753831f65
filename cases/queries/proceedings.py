"""What is asked of proceedings: where a case is pending, its hearings as each source tells them, its decisions."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Prefetch, QuerySet

from cases.errors import Missing
from cases.law import courts, reference, wording
from cases.models import Case, Decision, Hearing, HearingReport, Membership, Proceeding
from cases.queries import clinics


@dataclass(frozen=True)
class HearingRow:
    """A hearing as pages show it; times are the court's own, said with its place."""

    id: int
    kind: str
    day: dt.date | None
    time: str  # "8:30 AM Houston time"; empty for a control date
    setting: str
    status: str
    is_scheduled: bool
    medium: str
    courtroom: str
    place: str
    filings_due_on: dt.date | None
    disagreements: list[str]
    adjournment: str
    version: int


@dataclass(frozen=True)
class DecisionRow:
    """A decision as pages show it."""

    id: int
    outcome: str
    decided_on: dt.date
    served: str
    appeal: str

    @property
    def trigger(self) -> str:
        """What its dates are counted from, as a deadline names it."""
        return f"decision:{self.id}"


@dataclass(frozen=True)
class ProceedingRow:
    """A proceeding with its hearings, the next one first, and its decisions."""

    id: int
    kind: str
    court: str
    judge: str
    number: str
    status: str
    is_detained: bool
    custody: str  # as a cover page says it, for removal proceedings that are pending
    is_pending: bool
    nta_served_on: dt.date | None
    i589_filed_on: dt.date | None
    brief_due_on: dt.date | None
    next: HearingRow | None
    hearings: list[HearingRow]
    decisions: list[DecisionRow]


@dataclass(frozen=True)
class CaseProceedings:
    """A case's proceedings for its page, with the hearings to come of all of them, soonest first."""

    today: dt.date
    rows: list[ProceedingRow]
    coming: list[HearingRow]


def for_case_page(*, case: Case, member: Membership) -> CaseProceedings:
    """Return a case's proceedings with hearings and decisions, in four queries."""
    today = clinics.today(member.clinic)
    rows = [_row(each, today) for each in _whole(member).filter(case=case).order_by("pk")]
    coming = [
        each
        for row in rows
        for each in row.hearings
        if each.is_scheduled and (each.day is None or each.day >= today)
    ]
    return CaseProceedings(today, rows, sorted(coming, key=lambda each: each.day or dt.date.max))


def proceedings(*, case: Case, member: Membership) -> list[Proceeding]:
    """Return a case's proceedings, those still pending first."""
    return list(Proceeding.objects.visible_to(member).filter(case=case).order_by("-status", "pk"))


def proceeding(*, case: Case, pk: int, member: Membership) -> Proceeding:
    """Return one proceeding of a case, or raise Missing."""
    found: Proceeding | None = Proceeding.objects.visible_to(member).filter(case=case, pk=pk).first()
    if found is None:
        raise Missing("There is no such proceeding in this case.")
    found.case = case
    return found


def row(*, case: Case, pk: int, member: Membership) -> ProceedingRow:
    """Return one proceeding as a page shows it, or raise Missing."""
    found = _whole(member).filter(case=case, pk=pk).first()
    if found is None:
        raise Missing("There is no such proceeding in this case.")
    return _row(found, clinics.today(member.clinic))


def hearing(*, case: Case, pk: int, member: Membership) -> Hearing:
    """Return one hearing of a case with its proceeding at hand, or raise Missing."""
    rows = (
        Hearing.objects.visible_to(member).select_related("proceeding").filter(proceeding__case=case, pk=pk)
    )
    found: Hearing | None = rows.first()
    if found is None:
        raise Missing("There is no such hearing in this case.")
    found.proceeding.case = case
    return found


def hearing_row(hearing: Hearing, found: list[HearingReport]) -> HearingRow:
    """Return a hearing as its own page shows it; ``found`` is what ``reports`` returned."""
    return _hearing(hearing, hearing.proceeding, found)


def reports(hearing: Hearing) -> list[HearingReport]:
    """Return what each source said of a hearing, the latest first."""
    rows = HearingReport.objects.filter(hearing=hearing).select_related("reported_by__user")
    return list(rows.order_by("-reported_at", "-pk"))


def said(report: HearingReport) -> str:
    """``Mon 4 Jan 2027, 1:00 PM``, ``control date Mon 4 Jan 2027`` or ``to be determined``."""
    if report.day is None:
        return "to be determined"
    if report.time is None:
        return f"control date {wording.day(report.day)}"
    return f"{wording.day(report.day)}, {clock(report.time)}"


def disagreements(hearing: Hearing, found: list[HearingReport]) -> list[str]:
    """Return what sources said after the hearing was last set that is not how it stands, one sentence each."""
    adopted = max((report.pk for report in found if report.is_adopted), default=0)
    latest: dict[str, HearingReport] = {}
    for report in sorted(found, key=lambda each: each.pk):
        if report.pk > adopted:
            latest[report.source] = report
    stands = (hearing.setting, hearing.day, hearing.time)
    return [
        f"{report.get_source_display()} says {said(report)} "
        f"({wording.day(report.reported_at.date())}, {report.reported_by.user})."
        for report in latest.values()
        if (report.setting, report.day, report.time) != stands
    ]


def place(proceeding: Proceeding) -> str:
    """Return the city whose clock the court keeps."""
    if proceeding.court_code:
        try:
            return courts.court(proceeding.court_code).city
        except reference.UnknownCode:
            pass
    return proceeding.time_zone.rpartition("/")[2].replace("_", " ")


def court_name(proceeding: Proceeding) -> str:
    """Return the court as a list shows it."""
    if proceeding.court_code:
        try:
            return courts.court(proceeding.court_code).name
        except reference.UnknownCode:
            return proceeding.court_code
    return proceeding.court_name


def clock(time: dt.time) -> str:
    """``8:30 AM``."""
    return f"{time.hour % 12 or 12}:{time.minute:02d} {'AM' if time.hour < 12 else 'PM'}"


def _whole(member: Membership) -> QuerySet[Proceeding]:
    said_of: QuerySet[HearingReport] = HearingReport.objects.select_related("reported_by__user").order_by(
        "pk"
    )
    heard: QuerySet[Hearing] = Hearing.objects.order_by(F("day").asc(nulls_last=True), "pk")
    decided: QuerySet[Decision] = Decision.objects.select_related("sends_back_to").order_by(
        "-decided_on", "-pk"
    )
    found: QuerySet[Proceeding] = Proceeding.objects.visible_to(member)
    return found.prefetch_related(
        Prefetch("hearings", heard.prefetch_related(Prefetch("reports", said_of))),
        Prefetch("decisions", decided),
    )


def _row(proceeding: Proceeding, today: dt.date) -> ProceedingRow:
    hearings = [_hearing(each, proceeding, list(each.reports.all())) for each in proceeding.hearings.all()]
    coming = [each for each in hearings if each.is_scheduled and (each.day is None or each.day >= today)]
    return ProceedingRow(
        id=proceeding.pk,
        kind=proceeding.get_kind_display(),
        court=court_name(proceeding),
        judge=proceeding.judge,
        number=proceeding.number,
        status=proceeding.get_status_display(),
        is_detained=proceeding.is_detained,
        custody=_custody(proceeding),
        is_pending=proceeding.status == Proceeding.Status.PENDING,
        nta_served_on=proceeding.nta_served_on,
        i589_filed_on=proceeding.i589_filed_on,
        brief_due_on=proceeding.brief_due_on,
        next=coming[0] if coming else None,
        hearings=hearings,
        decisions=[_decision(each) for each in proceeding.decisions.all()],
    )


def _custody(proceeding: Proceeding) -> str:
    if proceeding.kind != Proceeding.Kind.EOIR_REMOVAL or proceeding.status != Proceeding.Status.PENDING:
        return ""
    return "DETAINED" if proceeding.is_detained else "NON-DETAINED"


def _hearing(hearing: Hearing, proceeding: Proceeding, found: list[HearingReport]) -> HearingRow:
    return HearingRow(
        id=hearing.pk,
        kind=hearing.get_kind_display(),
        day=hearing.day,
        time=f"{clock(hearing.time)} {place(proceeding)} time" if hearing.time else "",
        setting=hearing.get_setting_display(),
        status=hearing.get_status_display(),
        is_scheduled=hearing.status == Hearing.Status.SCHEDULED,
        medium="" if hearing.medium == Hearing.Medium.UNKNOWN else hearing.get_medium_display(),
        courtroom=hearing.courtroom,
        place=hearing.place,
        filings_due_on=hearing.filings_due_on,
        disagreements=disagreements(hearing, found) if hearing.status == Hearing.Status.SCHEDULED else [],
        adjournment=hearing.adjournment_code,
        version=hearing.version,
    )


def _decision(decision: Decision) -> DecisionRow:
    return DecisionRow(
        id=decision.pk,
        outcome=decision.get_relief_display() + " granted"
        if decision.relief
        else decision.get_outcome_display(),
        decided_on=decision.decided_on,
        served=f"{decision.get_service_display().lower()} {wording.day(decision.served_on)}",
        appeal=_goes_on(decision),
    )


def _goes_on(decision: Decision) -> str:
    """Whether it can be appealed, or what a remand opened again."""
    if decision.sends_back_to is not None:
        below = decision.sends_back_to
        return f"opened again: {court_name(below) or below.get_kind_display()}"
    return "appeal reserved" if decision.appeal_reserved else "appeal waived"
