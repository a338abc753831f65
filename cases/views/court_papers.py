"""The rows that a packet's papers are printed from: the witness list and the criminal history chart."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import court_papers as work
from cases.errors import Conflict
from cases.forms.packets import ChargeForm, WitnessForm
from cases.queries import audit, casework, findings
from cases.queries import court_papers as asked
from cases.queries import evidence as exhibits
from cases.views import sending
from cases.views.request import ClinicRequest


@require_GET
def witnesses(request: ClinicRequest, reference: str) -> HttpResponse:
    """Whom the respondent means to call."""
    case = casework.case(reference=reference, member=request.membership)
    trail.read(what="witnesses", by=request.membership, case_id=case.pk)
    rows = [
        {"row": one, "language": findings.language_name(one.language)}
        for one in asked.witnesses(case=case, member=request.membership)
    ]
    return render(request, "packets/witnesses.html", {"case": case, "rows": rows})


@require_http_methods(["GET", "POST"])
def witness_add(request: ClinicRequest, reference: str) -> HttpResponse:
    """One more witness."""
    return _witness(request, reference, None)


@require_http_methods(["GET", "POST"])
def witness(request: ClinicRequest, reference: str, witness: int) -> HttpResponse:
    """What is written of a witness."""
    return _witness(request, reference, witness)


@require_POST
def witness_strike(request: ClinicRequest, reference: str, witness: int) -> HttpResponse:
    """Off the list."""
    case = casework.case(reference=reference, member=request.membership)
    found = asked.witness(case=case, pk=witness, member=request.membership)
    work.strike_witness(witness=found, by=request.membership)
    return redirect(sending.address(request, "witnesses", reference=reference))


@require_GET
def charges(request: ClinicRequest, reference: str) -> HttpResponse:
    """Arrests and charges, as the chart shows them."""
    case = casework.case(reference=reference, member=request.membership)
    trail.read(what="charges", by=request.membership, case_id=case.pk)
    rows = asked.charges(case=case, member=request.membership)
    return render(request, "packets/charges.html", {"case": case, "rows": rows})


@require_http_methods(["GET", "POST"])
def charge_add(request: ClinicRequest, reference: str) -> HttpResponse:
    """One more charge."""
    return _charge(request, reference, None)


@require_http_methods(["GET", "POST"])
def charge(request: ClinicRequest, reference: str, charge: int) -> HttpResponse:
    """What is written of a charge."""
    return _charge(request, reference, charge)


@require_POST
def charge_strike(request: ClinicRequest, reference: str, charge: int) -> HttpResponse:
    """Off the chart."""
    case = casework.case(reference=reference, member=request.membership)
    found = asked.charge(case=case, pk=charge, member=request.membership)
    work.strike_charge(row=found, by=request.membership)
    return redirect(sending.address(request, "charges", reference=reference))


def _witness(request: ClinicRequest, reference: str, pk: int | None) -> HttpResponse:
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.BUILD_PACKET, by=request.membership)
    found = asked.witness(case=case, pk=pk, member=request.membership) if pk is not None else None
    stands: dict[str, Any] = {}
    if found is not None:
        stands = {
            name: getattr(found, name) for name in ("name", "minutes", "language", "appears", "is_expert")
        }
        stands |= {name: _open(getattr(found, name)) for name in ("summary", "contact", "a_number")}
    form = WitnessForm(request.POST or None, initial={**stands, "version": found.version if found else None})

    def act() -> str:
        given = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        work.write_witness(case=case, witness=found, by=request.membership, **given)
        return sending.address(request, "witnesses", reference=reference)

    title = "A witness" if found else "Add a witness"
    return _form(
        request, case, form, act, found, title=title, back="witnesses", verb="witness.write", stands=stands
    )


def _charge(request: ClinicRequest, reference: str, pk: int | None) -> HttpResponse:
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.BUILD_PACKET, by=request.membership)
    found = asked.charge(case=case, pk=pk, member=request.membership) if pk is not None else None
    row = {one.pk: one for one in exhibits.visible(case=case, member=request.membership)}
    stands: dict[str, Any] = {}
    if found is not None:
        stands = {"arrested_on": found.arrested_on, "exhibit": found.exhibit_id or ""}
        stands |= {
            name: _open(getattr(found, name)) for name in ("docket", "charge", "disposition", "consequence")
        }
    form = ChargeForm(
        request.POST or None,
        exhibits=[(one.pk, one.title) for one in row.values()],
        initial={**stands, "version": found.version if found else None},
    )

    def act() -> str:
        given = {name: value for name, value in form.cleaned_data.items() if name not in ("once", "exhibit")}
        exhibit = row.get(int(form.cleaned_data["exhibit"] or 0))
        work.write_charge(case=case, row=found, by=request.membership, exhibit=exhibit, **given)
        return sending.address(request, "charges", reference=reference)

    title = "A charge" if found else "Add a charge"
    return _form(
        request, case, form, act, found, title=title, back="charges", verb="charge.write", stands=stands
    )


def _form(
    request: ClinicRequest,
    case: Any,
    form: Any,
    act: Callable[[], str],
    found: Any,
    *,
    title: str,
    back: str,
    verb: str,
    stands: dict[str, Any],
) -> HttpResponse:
    url = sending.address(request, back, reference=case.reference)
    if request.method == "POST" and form.is_valid():
        try:
            if taken := sending.take(request, form, act):
                return taken
        except Conflict:
            last = audit.last_change(case=case, verb=verb, object_id=found.pk)
            return sending.conflict(
                request, form, stands=stands, version=found.version, what=title.lower(), back=url, last=last
            )
    return render(request, "packets/row.html", {"case": case, "form": form, "title": title, "back": url})


def _open(sealed: Any) -> str:
    return sealed.reveal() if sealed else ""
