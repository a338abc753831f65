"""Taking a form: once, with its Problems laid beside the fields, and with a conflict shown, not overwritten."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from cases.actions import once
from cases.errors import Conflict, Missing, NotPermitted, Problem
from cases.forms.fields import lay_at
from cases.law import wording
from cases.queries.proceedings import clock
from cases.views.request import ClinicRequest


def address(request: ClinicRequest, name: str, **kwargs: Any) -> str:
    """Return the address of a page of the request's clinic."""
    return reverse(name, kwargs={"clinic": request.clinic.slug, **kwargs})


def take(
    request: ClinicRequest, form: forms.Form, act: Callable[[], str], *, said: str | None = ""
) -> HttpResponseRedirect | None:
    """Run ``act`` once and redirect to the address that it returns; None when its Problem is at the form.

    ``said`` is told on the next page: by default when it was saved; None tells nothing.

    Conflict, NotPermitted and Missing pass through: they are pages of their own. A form that was refused
    may be sent again with the same token, because the refusal rolls the token back.
    """
    token = form.cleaned_data.get("once")
    try:
        with transaction.atomic():
            earlier = once.earlier_result(token=token, by=request.membership)
            if earlier is not None:
                return redirect(earlier or request.path)
            result = act()
            once.remember(token=token, by=request.membership, result=result)
    except (Conflict, NotPermitted, Missing):
        raise
    except Problem as problem:
        lay_at(form, problem)
        return None
    if said is not None:
        messages.success(request, said or saved_now())
    return redirect(result)


def saved_now() -> str:
    """Return “Saved 10:42 AM.”, by the active time zone."""
    now = timezone.localtime()
    return f"Saved {now.hour % 12 or 12}:{now:%M} {'AM' if now.hour < 12 else 'PM'}."


def conflict(
    request: ClinicRequest,
    form: forms.Form,
    *,
    stands: Mapping[str, Any],
    version: int,
    what: str,
    back: str,
    last: tuple[str, dt.datetime] | None,
) -> HttpResponse:
    """Show both what was typed and what stands now; sending it again saves over the newest version."""
    rows = []
    for name, field in form.fields.items():
        if field.widget.is_hidden:
            continue
        yours = _said(
            field, form.data.getlist(name) if hasattr(form.data, "getlist") else form.data.get(name)
        )
        theirs = _said(field, stands.get(name))
        if yours != theirs:
            rows.append({"label": field.label, "yours": yours, "theirs": theirs})
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "version")
        for value in values
    ]
    page = {
        "rows": rows,
        "fields": [*kept, ("version", version)],
        "action": request.path,
        "back": back,
        "what": what,
        "who": last[0] if last else "",
        "when": last[1] if last else None,
    }
    return render(request, "conflict.html", page, status=409)


def _said(field: forms.Field, value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    names = dict(getattr(field, "choices", []))
    words = []
    for one in values:
        if isinstance(one, dt.date):
            words.append(wording.day(one))
            continue
        text = "" if one is None else str(one)
        try:
            cleaned = field.to_python(text) if text else None
        except forms.ValidationError:
            cleaned = None
        if isinstance(cleaned, dt.date):
            words.append(wording.day(cleaned))
        else:
            words.append(clock(cleaned) if isinstance(cleaned, dt.time) else str(names.get(text, text)))
    return ", ".join(word for word in words if word)
