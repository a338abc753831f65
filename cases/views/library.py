"""The clinic's library of country conditions: its reports, adding one, a newer edition, citing one in a case."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import exhibits
from cases.actions import library as work
from cases.actions.evidence import Upload
from cases.errors import Conflict
from cases.forms.library import CiteForm, NewerForm, ReportForm
from cases.law import wording
from cases.queries import casework
from cases.queries import library as asked
from cases.queries.library import ReportRow
from cases.views import files, sending
from cases.views.request import ClinicRequest


@require_GET
def library(request: ClinicRequest) -> HttpResponse:
    """Every report, the newest first."""
    return render(request, "library/list.html", {"rows": asked.reports(member=request.membership)})


@require_http_methods(["GET", "POST"])
def library_add(request: ClinicRequest) -> HttpResponse:
    """One more report, for every case of the clinic."""
    trail.require(May.KEEP_LIBRARY, by=request.membership)
    sent = request.method == "POST"
    form = ReportForm(request.POST if sent else None, request.FILES if sent else None)

    def act() -> str:
        given = {name: value for name, value in form.cleaned_data.items() if name not in ("once", "paper")}
        paper = form.cleaned_data["paper"]
        made = work.add(upload=Upload(paper.name or "", paper.file), by=request.membership, **given)
        return sending.address(request, "library_report", library_report=made.pk)

    if sent and form.is_valid() and (taken := sending.take(request, form, act)):
        return taken
    back = sending.address(request, "library")
    return render(
        request, "library/form.html", {"form": form, "title": "Add a report", "back": back, "adds": True}
    )


@require_GET
def library_report(request: ClinicRequest, library_report: int) -> HttpResponse:
    """One report: where it was published, how old it is, what replaced it."""
    found = asked.report(pk=library_report, member=request.membership)
    return render(
        request, "library/report.html", {"report": found, "row": asked.row(found, member=request.membership)}
    )


@require_GET
def library_paper(request: ClinicRequest, library_report: int) -> HttpResponse:
    """The report itself."""
    found = asked.report(pk=library_report, member=request.membership)
    return files.pdf(
        work.read(report=found, by=request.membership), name=f"library_{found.pk}.pdf", inline=True
    )


@require_http_methods(["GET", "POST"])
def library_newer(request: ClinicRequest, library_report: int) -> HttpResponse:
    """Which newer edition takes its place."""
    trail.require(May.KEEP_LIBRARY, by=request.membership)
    found = asked.report(pk=library_report, member=request.membership)
    newer = {one.pk: one for one in asked.newer_ones(found, member=request.membership)}
    form = NewerForm(
        request.POST or None,
        reports=[(one.pk, f"{one.title}, {wording.day(one.published_on)}") for one in newer.values()],
        initial={"version": found.version},
    )
    back = sending.address(request, "library_report", library_report=found.pk)

    def act() -> str:
        given = form.cleaned_data
        edition = newer[int(given["newer"])]
        work.supersede(report=found, version=given["version"], newer=edition, by=request.membership)
        return back

    if request.method == "POST" and form.is_valid():
        try:
            if taken := sending.take(request, form, act):
                return taken
        except Conflict:
            return sending.conflict(
                request, form, stands={"newer": found.superseded_by_id}, version=found.version,
                what="this report", back=back, last=None,
            )  # fmt: skip
    context = {"form": form, "title": "A newer edition", "back": back, "report": found, "none": not newer}
    return render(request, "library/form.html", context)


@require_http_methods(["GET", "POST"])
def library_cite(request: ClinicRequest, reference: str) -> HttpResponse:
    """A report of the library becomes an exhibit of the case, with the pages relied on."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_EVIDENCE, by=request.membership)
    rows = {each.report.pk: each for each in asked.to_cite(case=case, member=request.membership)}
    form = CiteForm(request.POST or None, reports=[(pk, _named(row)) for pk, row in rows.items()])

    def act() -> str:
        given = form.cleaned_data
        made = exhibits.cite(
            case=case,
            report=rows[int(given["report"])].report,
            pages=given["pages"],
            proves=given["proves"],
            by=request.membership,
        )
        return sending.address(request, "exhibit_pages", reference=reference, exhibit=made.pk)

    if request.method == "POST" and form.is_valid() and (taken := sending.take(request, form, act)):
        return taken
    return render(request, "library/cite.html", {"case": case, "form": form, "rows": list(rows.values())})


def _named(row: ReportRow) -> str:
    old = ", more than two years old" if row.is_old else ""
    return f"{row.report.title} ({wording.day(row.report.published_on)}, {row.report.pages} pages{old})"
