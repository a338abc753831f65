"""The coordinator's deadline report: on the page, as a PDF, as a spreadsheet, as CSV; and the views that one keeps."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from cases import sheets
from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import reports as work
from cases.errors import Missing
from cases.forms.reports import ChoicesForm, KeepForm
from cases.pdf import reports as printed
from cases.queries.reports import choices, dates, tables, whole
from cases.queries.reports import saved as asked
from cases.views import files, sending
from cases.views.request import ClinicRequest

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def deadlines(request: ClinicRequest) -> HttpResponse:
    """What is due, what is wrong with it, which hearings are unprepared, who ages out, who carries what."""
    trail.require(May.SEE_REPORTS, by=request.membership)
    form = _form(request)
    chosen = form.chosen()
    shown = request.GET.get("list", "due")
    shown = shown if shown in dates.LISTS else "due"
    report = whole.page(
        member=request.membership, choices=chosen, chosen=shown, number=request.GET.get("page", 1)
    )
    lists = [(name, words, report.counts[name]) for name, words in dates.LISTS.items()]
    context = {
        "report": report,
        "form": form,
        "keep": KeepForm(),
        "kept": asked.kept(member=request.membership),
        "lists": lists,
        "shown": shown,
        "heading": dates.LISTS[shown],
        "query": chosen.query,
        "kinds": tables.hearing_kinds(),
        "weights": tables.weights(),
        "heaviest": max((row.weight for row in report.load), default=0),
    }
    return render(request, "reports/deadlines.html", context)


def _form(request: ClinicRequest) -> ChoicesForm:
    given = {name: value for name, value in request.GET.items() if name in ChoicesForm.base_fields}
    return ChoicesForm(given or None, options=choices.options(member=request.membership))


@require_GET
def deadlines_file(request: ClinicRequest, form: str) -> HttpResponse:
    """The same report as a file. Clients' names are in it only where they were asked for."""
    trail.require(May.SEE_REPORTS, by=request.membership)
    chosen = _form(request).chosen()
    with_names = request.GET.get("names") == "yes"
    report = whole.everything(
        member=request.membership, choices=chosen, most=printed.MOST if form == "pdf" else whole.MOST
    )
    made = tables.tables(report, with_names=with_names, on_paper=form == "pdf")
    name = f"deadlines-{report.today.isoformat()}"
    work.took_away(form=form, with_names=with_names, dates=len(report.dates), by=request.membership)
    if form == "pdf":
        data = printed.print_report(made, clinic=request.clinic.name, total=report.total)
        return files.pdf(data, name=f"{name}.pdf")
    if form == "xlsx":
        return files.download(sheets.spreadsheet(made), name=f"{name}.xlsx", kind=SPREADSHEET)
    part = next((each for each in made if each.name == request.GET.get("part", "dates")), None)
    if form != "csv" or part is None:
        raise Missing("There is no such form of the report.")
    return files.download(
        sheets.comma_separated(part.heads, part.rows),
        name=f"{name}-{part.name}.csv",
        kind="text/csv; charset=utf-8",
    )


@require_POST
def keep(request: ClinicRequest) -> HttpResponse:
    """Keep what the address chose, under a name."""
    trail.require(May.SEE_REPORTS, by=request.membership)
    form = KeepForm(request.POST)
    chosen = _form(request).chosen()
    back = f"{sending.address(request, 'deadline_report')}?{chosen.query}"
    if not form.is_valid():
        messages.warning(request, "Nothing was kept: give the view a name of 80 letters at most.")
        return redirect(back)

    def act() -> str:
        work.keep(name=form.cleaned_data["name"], choices=chosen, by=request.membership)
        return back

    taken = sending.take(request, form, act, said=f"Kept as “{form.cleaned_data['name']}”.")
    if taken:
        return taken
    messages.warning(
        request, " ".join(str(sentence) for errors in form.errors.values() for sentence in errors)
    )
    return redirect(back)


@require_GET
def open_kept(request: ClinicRequest, saved: int) -> HttpResponse:
    """Open a kept view: the report, with its choices in the address."""
    trail.require(May.SEE_REPORTS, by=request.membership)
    kept = asked.one(member=request.membership, pk=saved)
    query = choices.from_stored(kept.choices).query
    return redirect(f"{sending.address(request, 'deadline_report')}?{query}".rstrip("?"))


@require_POST
def mail_kept(request: ClinicRequest, saved: int) -> HttpResponse:
    """Say every Monday that this view waits, or no longer."""
    trail.require(May.SEE_REPORTS, by=request.membership)
    kept = asked.one(member=request.membership, pk=saved)
    weekly = request.POST.get("weekly") == "yes"
    work.mail_weekly(report=kept, weekly=weekly, by=request.membership)
    said = "A mail on Monday morning will say that it waits." if weekly else "No mail about it any more."
    messages.success(request, said)
    return redirect("deadline_report", clinic=request.clinic.slug)


@require_POST
def forget(request: ClinicRequest, saved: int) -> HttpResponse:
    """Forget a kept view."""
    trail.require(May.SEE_REPORTS, by=request.membership)
    work.forget(report=asked.one(member=request.membership, pk=saved), by=request.membership)
    messages.success(request, "The view is forgotten.")
    return redirect("deadline_report", clinic=request.clinic.slug)
