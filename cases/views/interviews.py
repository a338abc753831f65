"""Sessions with the people of a case: the log, one session, and its interpreters' certificates."""

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import interviews as work
from cases.errors import Conflict
from cases.forms.interviews import LINKS, InterviewForm
from cases.queries import audit, casework, clinics, declarations, interviews, people
from cases.views import files, sending
from cases.views.request import ClinicRequest

if TYPE_CHECKING:
    from cases.models import Case, InterviewSession


@require_GET
def interview_log(request: ClinicRequest, reference: str) -> HttpResponse:
    """What was told already, and every session: when, how long, through whom."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    rows = interviews.log(case=case, member=request.membership)
    trail.read(what="interviews", by=request.membership, case_id=case.pk)
    context = {
        "case": case,
        "sessions": [(one, interviews.minutes(one)) for one in rows],
        "told": interviews.told(rows),
    }
    return render(request, "interviews/list.html", context)


@require_http_methods(["GET", "POST"])
def interview_add(request: ClinicRequest, reference: str) -> HttpResponse:
    """Log a session."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    everyone = {one.person.pk: one.person for one in people.everyone(case=case)}
    about = request.GET.get("declaration", "")
    initial = {
        "day": clinics.today(request.clinic),
        "how": "in_person",
        "declaration": int(about) if about.isdecimal() else None,
    }
    form = _form(request, case, initial)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            made = work.record(
                case=case,
                person=everyone[form.cleaned_data["person"]],
                declaration=_about(request, case, form),
                facts=form.facts(),
                interpreters=form.interpreters(),
                by=request.membership,
            )
            return sending.address(request, "interview", reference=reference, interview=made.pk)

        if taken := sending.take(request, form, act):
            return taken
    rows = interviews.log(case=case, member=request.membership)
    context = {"case": case, "form": form, "told": interviews.told(rows), "title": "Log a session"}
    return render(request, "interviews/form.html", context)


@require_GET
def interview(request: ClinicRequest, reference: str, interview: int) -> HttpResponse:
    """One session, with what its interpreters have certified."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    found = interviews.session(case=case, pk=interview, member=request.membership)
    trail.read(what="interview", by=request.membership, case_id=case.pk, object_id=found.pk)
    context = {
        "case": case,
        "session": found,
        "minutes": interviews.minutes(found),
        "topics": interviews.topics_of(found),
        "links": interviews.links(found),
        "over": found.ended_at is not None and found.ended_at <= timezone.now(),
    }
    return render(request, "interviews/session.html", context)


@require_http_methods(["GET", "POST"])
def interview_edit(request: ClinicRequest, reference: str, interview: int) -> HttpResponse:
    """Correct a session, or say when it ended."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    found = interviews.session(case=case, pk=interview, member=request.membership)
    stands = _stands(request, found)
    form = _form(request, case, {**stands, "version": found.version})
    back = sending.address(request, "interview", reference=reference, interview=found.pk)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            work.change(
                session=found,
                version=form.cleaned_data["version"] or 0,
                declaration=_about(request, case, form),
                facts=form.facts(),
                interpreters=form.interpreters(),
                by=request.membership,
            )
            return back

        try:
            taken = sending.take(request, form, act)
        except Conflict:
            last = audit.last_change(case=case, verb="interview.change", object_id=found.pk)
            return sending.conflict(
                request, form, stands=stands, version=found.version, what="this session", back=back, last=last
            )
        if taken:
            return taken
    context = {"case": case, "form": form, "told": [], "title": "Correct a session", "back": back}
    return render(request, "interviews/form.html", context)


@require_POST
def interview_certify(
    request: ClinicRequest, reference: str, interview: int, interpreter: int
) -> HttpResponse:
    """Make one interpreter's certificate, for them to sign."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    found = interviews.session(case=case, pk=interview, member=request.membership)
    one = interviews.interpreter(session=found, pk=interpreter)

    paper = interviews.read_in(session=found)
    work.certify(interpreter=one, declaration=paper, by=request.membership)
    return redirect(sending.address(request, "interview", reference=reference, interview=found.pk))


@require_GET
def interview_certificate(
    request: ClinicRequest, reference: str, interview: int, certificate: int
) -> HttpResponse:
    """The certificate as a paper to sign."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_DECLARATION, by=request.membership)
    found = interviews.session(case=case, pk=interview, member=request.membership)
    one = interviews.certificate(session=found, pk=certificate)
    data = work.print_certificate(certificate=one, by=request.membership)
    return files.pdf(data, name=f"{reference}_certificate_{one.pk}.pdf")


def _form(request: ClinicRequest, case: "Case", initial: dict[str, Any]) -> InterviewForm:
    papers = declarations.for_case_page(case=case, member=request.membership)
    return InterviewForm(
        request.POST or None,
        people=[(one.person.pk, one.person.name) for one in people.everyone(case=case)],
        declarations=[(one.pk, f"{one.declarant.name}, {one.get_kind_display().lower()}") for one in papers],
        zone=request.clinic.time_zone,
        initial=initial,
    )


def _about(request: ClinicRequest, case: "Case", form: InterviewForm) -> Any:
    pk = form.cleaned_data["declaration"]
    if pk is None:
        return None
    return declarations.declaration(reference=case.reference, pk=pk, member=request.membership)


def _stands(request: ClinicRequest, found: "InterviewSession") -> dict[str, Any]:
    """The boxes as they stand, in the clinic's own time."""
    zone = ZoneInfo(request.clinic.time_zone)
    begins = found.starts_at.astimezone(zone)
    ends = found.ended_at.astimezone(zone) if found.ended_at else None
    stands: dict[str, Any] = {
        "person": found.person_id,
        "declaration": found.declaration_id,
        "day": begins.date(),
        "began": begins.strftime("%H:%M"),
        "ended": ends.strftime("%H:%M") if ends else "",
        "topics": found.topics,
        **{name: getattr(found, name) for name in ("break_minutes", "how", "place", "others_present")},
        **{name: getattr(found, name).reveal() for name in ("breaks", "covered", "notes", "next_time")},
    }
    for link, one in zip(LINKS, work.relay_of(found), strict=False):
        given = (one.name, one.source, one.target, one.address, one.telephone, one.is_remote)
        names = ("name", "source", "target", "address", "telephone", "remote")
        stands |= {f"{name}_{link}": value for name, value in zip(names, given, strict=True)}
    return stands
