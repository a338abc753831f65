"""Pages without a client in them: the blank one that hides the screen, and the style guide."""

import datetime as dt
from types import SimpleNamespace

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cases.forms.homes import StandingForm, StatusForm
from cases.views.request import ClinicRequest


@login_not_required
@require_GET
def blank(request: HttpRequest) -> HttpResponse:
    """An empty page with a neutral title: where Esc Esc leads."""
    return render(request, "blank.html")


@require_GET
def styleguide(request: ClinicRequest) -> HttpResponse:
    """Every building block with its states; in the demo clinics only."""
    if not request.clinic.is_demo:
        raise Http404
    today = dt.date(2026, 11, 22)
    context = {
        "today": today,
        "soon": today + dt.timedelta(days=2),
        "hearing": today + dt.timedelta(days=36),
        "past": today - dt.timedelta(days=2),
        "deadlines": _deadlines(today),
        "cases": _cases(today),
        "page": Paginator(range(41), 4).page(2),
        "steps": [
            {"label": label, "url": "#forms", "now": place == 2, "done": place < 2}
            for place, label in enumerate(("Who is with us", "Birth", "Arrival", "Family", "Check"))
        ],
        "form": StatusForm({"asserted_on": "2/30/2025", "source": "client", "kind": "orr_release"}),
        "choice": StandingForm(),
    }
    return render(request, "styleguide.html", context)


def _deadlines(today: dt.date) -> list[SimpleNamespace]:
    shared: dict[str, object] = {
        "state_label": "open",
        "steps": ["The hearing is on Mon 28 Dec 2026.", "Evidence is due 30 days before it."],
        "changes": ["The hearing moves.", "The judge orders another day."],
        "authority": "an invented authority, for this page only",
        "rule": "example-rule",
        "version": "1",
        "reminders": ["Fri 20 Nov 2026: e-mail to R. Ruiz, acknowledged"],
        "who": "Marisol Tzoc Cux",
        "case_reference": "BAY-26-0007",
        "case_url": "#deadlines",
    }
    days = dt.timedelta
    rows: tuple[dict[str, object], ...] = (
        {"act_by": today - days(2), "todo": "File the motion", "urgency": "overdue", "owner": "R. Ruiz"},
        {
            "act_by": today + days(2),
            "todo": "File evidence",
            "urgency": "soon",
            "owner": "R. Ruiz",
            "unsigned": True,
        },
        {"act_by": today + days(54), "todo": "File the petition", "contested": True},
        {
            "act_by": None,
            "todo": "Presentar la apelación dentro del plazo",
            "no_date_because": "waiting for a day",
        },
    )
    return [SimpleNamespace(id=place, **{**shared, **row}) for place, row in enumerate(rows)]


def _cases(today: dt.date) -> list[SimpleNamespace]:
    names = (
        "Marisol Tzoc Cux",
        "José Ángel Hernández-Peña",
        "María de los Ángeles Quetzalcóatl y Castellanos",
    )
    return [
        SimpleNamespace(
            reference=f"BAY-26-000{place}",
            who=name,
            act_by=today + dt.timedelta(days=place * 9 - 2),
            todo="File evidence and witness list",
            hearing=today + dt.timedelta(days=36),
            attorney="R. Ruiz" if place else "",
            exhibits=place * 7,
            tone="" if place else "red",
        )
        for place, name in enumerate(names)
    ]
