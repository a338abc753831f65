"""Form, preview, apply: nobody changes a date without having seen what it moves. Works without JavaScript."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from cases.actions import once
from cases.errors import Conflict, Missing, NotPermitted, Problem
from cases.forms.fields import lay_at
from cases.queries.plans import Plan
from cases.views import sending, typed
from cases.views.request import ClinicRequest


def show(
    request: ClinicRequest,
    form: forms.Form,
    plan: Callable[[], Plan],
    act: Callable[[], str],
    *,
    title: str,
    case: Any,
    back: str,
    missing: str | None = None,
    notes: Callable[[], list[str]] = list,
    said: Callable[[], list[typed.Said]] = list,
) -> HttpResponse:
    """Answer a form whose saving sets dates: the form, then the preview, then the deed.

    ``plan`` says what would change and raises Problem for what cannot be; ``act`` does it and returns where to go.
    ``said`` repeats what was typed, in words, and ``notes`` are sentences to stop at; the preview opens with both.
    What is applied is what was shown: when the dates have changed in between, the preview is shown again.
    """
    context: dict[str, Any] = {"form": form, "title": title, "case": case, "back": back, "missing": missing}
    if request.method != "POST" or not form.is_valid():
        return render(request, "proceedings/form.html", context)
    step, shown = request.POST.get("step", ""), request.POST.get("shown", "")
    made = (
        once.result_of(token=form.cleaned_data.get("once"), by=request.membership) if step == "apply" else ""
    )
    if made:  # the second click of a double click: the dates have already changed
        return redirect(made)
    try:
        found = plan()
    except (Conflict, NotPermitted, Missing):
        raise
    except Problem as problem:
        lay_at(form, problem)
        return render(request, "proceedings/form.html", context)
    if step == "change":
        return render(request, "proceedings/form.html", context)
    if step == "apply" and shown == found.digest:
        taken = sending.take(request, form, act, said=f"Saved. {found.summary}.")
        return taken or render(request, "proceedings/form.html", context)
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "step", "shown")
        for value in values
    ]
    context |= {"plan": found, "kept": kept, "is_stale": step == "apply", "notes": notes(), "said": said()}
    return render(request, "proceedings/preview.html", context)
