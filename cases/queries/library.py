"""What is asked of the clinic's library: its reports with their age, one of them, what a case may still cite."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from cases.errors import Missing
from cases.law import countries
from cases.law.reference import UnknownCode
from cases.models import Case, Exhibit, LibraryReport, Membership
from cases.queries import clinics, findings


@dataclass(frozen=True)
class ReportRow:
    """A report as lists show it."""

    report: LibraryReport
    country: str
    language: str
    is_old: bool
    cited: int  # cases that the reader may see


def reports(*, member: Membership, standing: bool = False) -> list[ReportRow]:
    """Return the library, the newest first; ``standing`` leaves out what a newer edition has replaced. Two queries.

    How often a report is cited counts only cases that this member may see.
    """
    found: QuerySet[Any] = LibraryReport.objects.visible_to(member).select_related("superseded_by")
    seen = Exhibit.objects.visible_to(member).values("pk")
    found = found.annotate(cited=Count("exhibits", filter=Q(exhibits__in=seen)))
    if standing:
        found = found.filter(superseded_by=None)
    today = clinics.today(member.clinic)
    return [
        ReportRow(
            report=one,
            country=_country(one.country),
            language=findings.language_name(one.language),
            is_old=findings.is_old(one.published_on, today),
            cited=one.cited,
        )
        for one in found.order_by("-published_on", "pk")
    ]


def report(*, pk: int, member: Membership) -> LibraryReport:
    """Return a report of the member's clinic, or raise Missing."""
    found: LibraryReport | None = (
        LibraryReport.objects.visible_to(member)
        .select_related("superseded_by", "added_by__user", "clinic")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Missing("There is no such report in the library.")
    return found


def row(report: LibraryReport, *, member: Membership) -> ReportRow:
    """Return one report as its page shows it."""
    return next(each for each in reports(member=member) if each.report.pk == report.pk)


def newer_ones(report: LibraryReport, *, member: Membership) -> QuerySet[LibraryReport]:
    """Return the reports that may be its newer edition, the newest first."""
    found: QuerySet[LibraryReport] = LibraryReport.objects.visible_to(member)
    later = found.filter(published_on__gt=report.published_on, superseded_by=None)
    return later.exclude(pk=report.pk).order_by("-published_on", "pk")


def to_cite(*, case: Case, member: Membership) -> list[ReportRow]:
    """Return the standing reports that a case does not cite yet."""
    cited = set(Exhibit.objects.filter(case=case, report__isnull=False).values_list("report_id", flat=True))
    return [each for each in reports(member=member, standing=True) if each.report.pk not in cited]


def _country(code: str) -> str:
    try:
        return countries.country(code).name() if code else ""
    except UnknownCode:
        return code
