"""Filings of a case: what was filed, when it was received, accepted or rejected, and what a rejection leaves open."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import filings as work
from cases.errors import Conflict
from cases.forms.fields import Versioned
from cases.forms.filings import AcceptedForm, ReceiptForm, RecordForm, RejectedForm
from cases.queries import applicants, audit, casework, clinics, deadlines, filings, proceedings, timeliness
from cases.views import preview, sending
from cases.views.request import ClinicRequest


@dataclass(frozen=True)
class Step:
    """A further step of a filing that is already recorded: its form, its verb, and who may take it."""

    name: str
    title: str
    form: type[Versioned]
    verb: Callable[..., object]
    needs: May


RECEIVE = Step("receive", "When was it received?", ReceiptForm, work.receive, May.RECORD_FILING)
ACCEPT = Step("accept", "It was accepted", AcceptedForm, work.accept, May.CLOSE_DEADLINE)
REJECT = Step("reject", "It was rejected", RejectedForm, work.reject, May.CLOSE_DEADLINE)
I589_DATES = ("I589_ONE_YEAR", "PROTECTIVE_1Y")
WITH_I589 = (*I589_DATES, "EOIR_MASTER_15", "EOIR_INDIVIDUAL_30", "EOIR_CALLUP")  # what an I-589 may answer
CHANGES = ("receive", "accept", "reject")


@require_GET
def filing_list(request: ClinicRequest, reference: str) -> HttpResponse:
    """What was filed in this case, where, when, and what became of it."""
    case = casework.case(reference=reference, member=request.membership)
    trail.read(what="filings", by=request.membership, case_id=case.pk)
    rows = filings.for_case_page(case=case, member=request.membership)
    return render(request, "filings/list.html", {"case": case, "filings": rows})


@require_GET
def filing(request: ClinicRequest, reference: str, filing: int) -> HttpResponse:
    """One filing: its receipt, its outcomes in order, the date that it answers, and what a rejection allows."""
    case = casework.case(reference=reference, member=request.membership)
    found = filings.filing(case=case, pk=filing, member=request.membership)
    trail.read(what="filing", by=request.membership, case_id=case.pk, object_id=found.pk)
    row = filings.row(found)
    context = {
        "case": case,
        "row": row,
        "applicants": applicants.of_filing(found) if row.is_i589 else [],
        "late": filings.late(found, member=request.membership),
        "today": clinics.today(request.clinic),
    }
    return render(request, "filings/filing.html", context)


@require_http_methods(["GET", "POST"])
def filing_add(request: ClinicRequest, reference: str) -> HttpResponse:
    """Something was filed that answers no date of the list."""
    return _add(request, reference, None)


@require_http_methods(["GET", "POST"])
def deadline_filed(request: ClinicRequest, reference: str, deadline: int) -> HttpResponse:
    """What was filed for this date; with ``?accepted=today`` the usual case is filled in, filed and accepted today."""
    return _add(request, reference, deadline)


def _add(request: ClinicRequest, reference: str, deadline: int | None) -> HttpResponse:
    case = casework.case(reference=reference, member=request.membership)
    member = request.membership
    trail.require(May.RECORD_FILING, by=member)
    due = deadlines.deadline(case=case, pk=deadline, member=member) if deadline is not None else None
    where = {each.pk: each for each in proceedings.proceedings(case=case, member=member)}
    who = {each.pk: each for each in filings.filers(case=case, member=member)}
    bound = {each.pk: each for each in filings.packets(case=case)}
    today, may_accept = clinics.today(request.clinic), member.may(May.CLOSE_DEADLINE)
    form = RecordForm(
        request.POST or None,
        initial=_usual(request, due, today),
        today=today,
        proceedings=[(pk, _place(each)) for pk, each in where.items()],
        filers=[(pk, str(each.user)) for pk, each in who.items()],
        packets=[(pk, each.title) for pk, each in bound.items()],
        needs_proceeding=due is None,
        may_be_i589=due is None or due.rule in WITH_I589,
        may_accept=may_accept,
        respondents=applicants.respondents(case=case),
        whose=due.person_id if due and due.rule in I589_DATES else None,
    )

    def act() -> str:
        given = form.cleaned_data
        made = work.record(
            case=case,
            by=member,
            deadline=due,
            proceeding=where.get(_number(given.get("proceeding"))),
            packet=bound.get(_number(given.get("packet"))),
            filed_by=who.get(_number(given["filed_by"])),
            **form.facts(),
        )
        if on := given.get("accepted_on"):
            work.accept(filing=made, version=made.version, on=on, by=member)
        return sending.address(request, "filing", reference=reference, filing=made.pk)

    return preview.show(
        request,
        form,
        act,
        title=f"What was filed: {deadlines.title_of(due)}" if due else "What was filed",
        case=case,
        back=_back(request, reference, deadline),
        page="filings/form.html",
        notes=lambda: _doubts(due, form.cleaned_data),
        missing=not (due or where),
        due=due,
        mark=filings.mark_of(due) if due else None,
        today=today,
    )


def _usual(request: ClinicRequest, due: Any, today: dt.date) -> dict[str, Any]:
    """What the form starts with: the date's own words, its proceeding, and today where it was accepted at once."""
    if due is None:
        return {}
    initial: dict[str, Any] = {
        "title": deadlines.title_of(due),
        "is_i589": due.rule in I589_DATES,
        "method": "ecas" if due.rule in I589_DATES or _is_court(due.proceeding) else "online",
    }
    if due.proceeding_id:
        initial["proceeding"] = due.proceeding_id
    if request.GET.get("accepted") == "today":
        initial["accepted_on"] = today
    return initial


@require_http_methods(["GET", "POST"])
def filing_receive(request: ClinicRequest, reference: str, filing: int) -> HttpResponse:
    """When the court or agency received it, and under which number."""
    return _change(request, reference, filing, RECEIVE)


@require_http_methods(["GET", "POST"])
def filing_accept(request: ClinicRequest, reference: str, filing: int) -> HttpResponse:
    """It was accepted: the date that it answers closes."""
    return _change(request, reference, filing, ACCEPT)


@require_http_methods(["GET", "POST"])
def filing_reject(request: ClinicRequest, reference: str, filing: int) -> HttpResponse:
    """It was rejected: the date that it answers is open, at once."""
    return _change(request, reference, filing, REJECT)


def _change(request: ClinicRequest, reference: str, pk: int, step: Step) -> HttpResponse:
    """Answer one of the three forms about a filing that is already recorded; all of them carry its version."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(step.needs, by=request.membership)
    found = filings.filing(case=case, pk=pk, member=request.membership)
    stands = {"received_on": found.received_on, "receipt_number": found.receipt_number}
    initial = {**stands, "version": found.version}
    form = step.form(request.POST or None, initial=initial | {"on": clinics.today(request.clinic)})
    back = sending.address(request, "filing", reference=reference, filing=found.pk)

    def act() -> str:
        given = {key: value for key, value in form.cleaned_data.items() if key != "once"}
        step.verb(filing=found, by=request.membership, **given)
        return back

    row, due = filings.row(found), filings.answered(found)
    try:
        return preview.show(
            request,
            form,
            act,
            title=step.title,
            case=case,
            back=back,
            page="filings/change.html",
            notes=lambda: _doubts(due, {"filed_on": found.filed_on, **stands, **form.cleaned_data}),
            row=row,
            step=step.name,
        )
    except Conflict:
        changes = [
            audit.last_change(case=case, verb=f"filing.{name}", object_id=found.pk) for name in CHANGES
        ]
        last = max((each for each in changes if each is not None), key=lambda each: each[1], default=None)
        what = f"this filing, which now stands as “{row.says}”"
        return sending.conflict(
            request, form, stands=stands, version=found.version, what=what, back=back, last=last
        )


def _doubts(due: Any, given: dict[str, Any]) -> list[str]:
    """What to stop at before it is saved: it arrived late, was accepted late, or was filed too early."""
    if due is None or "reason" in given:
        return []
    at_once = given.get("method") in work.AT_ONCE
    timely = timeliness.of(
        due,
        filed_on=given["filed_on"],
        received_on=given.get("received_on") or (given["filed_on"] if at_once else None),
        accepted_on=given.get("accepted_on") or given.get("on"),
    )
    return [*timely.said, *timely.why] if timely.is_late else []


def _place(proceeding: Any) -> str:
    name = proceedings.court_name(proceeding)
    return f"{proceeding.get_kind_display()}: {name}".rstrip(": ")


def _is_court(proceeding: Any) -> bool:
    """Whether papers go to it through ECAS."""
    return proceeding is not None and proceeding.kind in ("eoir_removal", "bia") and proceeding.uses_ecas


def _number(text: str | None) -> int:
    """The number that a list's choice stands for; 0 for none of them."""
    return int(text) if text else 0


def _back(request: ClinicRequest, reference: str, deadline: int | None) -> str:
    if deadline is None:
        return sending.address(request, "filings", reference=reference)
    return sending.address(request, "deadline_why", reference=reference, deadline=deadline)
