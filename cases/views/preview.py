"""Form, preview, apply: nobody changes a date without having seen what it moves. Works without JavaScript."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from cases.actions import once, rehearsal
from cases.errors import Conflict, Missing, NotPermitted, Problem
from cases.forms.fields import lay_at
from cases.views import sending, typed
from cases.views.request import ClinicRequest


def show(
    request: ClinicRequest,
    form: forms.Form,
    act: Callable[[], str],
    *,
    title: str,
    case: Any,
    back: str,
    page: str = "form_page.html",
    notes: Callable[[], list[str]] = list,
    said: Callable[[], list[typed.Said]] = list,
    done: str = "",
    **more: Any,
) -> HttpResponse:
    """Answer a form whose saving may set dates: the form, then the preview, then the deed.

    ``act`` does the deed and returns where to go; for the preview it is rehearsed (``actions.rehearsal``). Where no
    date changes, and neither ``said`` (what was typed, in words) nor ``notes`` (sentences to stop at) has anything
    to show, it is saved at once. What is applied is what was shown: when the dates have changed in between, the
    preview is shown again. ``done`` is said when it is saved; ``more`` goes to the form's page.
    """
    context: dict[str, Any] = {"form": form, "title": title, "case": case, "back": back, **more}
    context["previews"] = True
    step = request.POST.get("step", "")
    if request.method != "POST" or not form.is_valid() or step == "change":
        return render(request, page, context)
    made = once.result_of(token=form.cleaned_data.get("once"), by=request.membership)
    if made:  # the second click of a double click: the dates have already changed
        return redirect(made)
    try:
        plan = rehearsal.of(act, by=request.membership)
    except (Conflict, NotPermitted, Missing):
        raise
    except Problem as problem:
        lay_at(form, problem)
        return render(request, page, context)
    doubts, spoken = notes(), said()
    is_seen = step == "apply" and request.POST.get("shown", "") == plan.digest
    if is_seen or not (plan.changes or doubts or spoken):
        told = done or (f"Saved. {plan.summary}." if plan.changes else "")
        return sending.take(request, form, act, said=told) or render(request, page, context)
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "step", "shown")
        for value in values
    ]
    context |= {"plan": plan, "kept": kept, "is_stale": step == "apply", "notes": doubts, "said": spoken}
    return render(request, "deadlines/preview.html", context)
