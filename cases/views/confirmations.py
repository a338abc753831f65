"""The second look: what was typed, large, beside the scanned paper that it was typed from."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cases.access.roles import May
from cases.actions import audit as trail
from cases.actions import confirmations as work
from cases.forms.confirmations import SameForm
from cases.queries import casework, confirmations, evidence, triggers
from cases.views import sending
from cases.views.request import ClinicRequest


@require_http_methods(["GET", "POST"])
def confirm(request: ClinicRequest, reference: str, trigger: str) -> HttpResponse:
    """Compare the facts that a date was counted from with the paper, and say whether it says the same."""
    case = casework.case(reference=reference, member=request.membership)
    trail.require(May.EDIT_CASE, by=request.membership)
    found = triggers.of(case=case, name=trigger)
    papers = confirmations.papers(case=case, member=request.membership)
    chosen = _chosen(request, papers)
    form = SameForm(request.POST or None)
    here = sending.address(request, "confirm", reference=reference, trigger=trigger)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            given = form.cleaned_data
            document = evidence.document(case=case, pk=given["document"], member=request.membership)
            work.confirm(
                case=case, trigger=trigger, shown=given["shown"], document=document, by=request.membership
            )
            return here

        if taken := sending.take(request, form, act, said="Compared, and the same."):
            return taken
    trail.read(what="trigger", by=request.membership, case_id=case.pk)
    name, arguments = found.correct or ("", {})
    context = {
        "case": case,
        "trigger": found,
        "papers": papers,
        "chosen": chosen,
        "page": _page(request, chosen),
        "is_mine": request.membership.pk in found.entered_by,
        "standing": confirmations.standing(case=case, trigger=trigger),
        "correct": sending.address(request, name, reference=reference, **arguments) if name else "",
        "form": form,
        "here": here,
        "back": sending.address(request, "case", reference=reference),
    }
    return render(request, "deadlines/confirm.html", context)


def _chosen(request: ClinicRequest, papers: list[Any]) -> Any:
    """The document that was chosen, or the only one there is."""
    asked = request.GET.get("document", "")
    if asked.isdigit():
        return next((each for each in papers if each.pk == int(asked)), None)
    return papers[0] if len(papers) == 1 else None


def _page(request: ClinicRequest, chosen: Any) -> int:
    asked = request.GET.get("page", "")
    return min(max(int(asked), 1), chosen.pages) if chosen and asked.isdigit() else 1
