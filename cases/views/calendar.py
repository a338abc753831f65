"""The calendar: month, week and list, and the secret address from which a calendar program reads the same."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from cases.actions import feeds as work
from cases.forms.calendar import FeedForm
from cases.queries import calendar, clinics, feeds
from cases.views import sending
from cases.views.request import ClinicRequest


@require_GET
def show(request: ClinicRequest) -> HttpResponse:
    """What stands in the month, the week or the 30 days of a date: of my cases, or of the whole clinic."""
    member, asked = request.membership, request.GET
    view = asked.get("view", "month")
    view = view if view in calendar.VIEWS else "month"
    may_all = calendar.may_see_all(member)
    whose = "all" if may_all and asked.get("whose") == "all" else "mine"
    today = clinics.today(request.clinic)
    context = {
        "span": calendar.span(member=member, view=view, on=_day(asked.get("on", ""), today), whose=whose),
        "view": view,
        "views": calendar.VIEWS,
        "whose": whose,
        "may_all": may_all,
        "today": today,
        "zone": request.clinic.time_zone,
    }
    return render(request, "calendar/calendar.html", context)


def _day(text: str, today: dt.date) -> dt.date:
    """The day that an address names; today where it names none that a calendar could show."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return today
    return day if abs((day - today).days) < 40 * 366 else today


@require_http_methods(["GET", "POST"])
def feed(request: ClinicRequest) -> HttpResponse:
    """The member's own secret address: made here, shown once, and ended here."""
    member = request.membership
    work.require(by=member)
    form = FeedForm(request.POST or None, may_all=calendar.may_see_all(member))
    secret = ""
    if request.method == "POST" and form.is_valid():
        secret = work.create(reach=form.cleaned_data["reach"], by=member)
    context = {
        "form": form,
        "running": feeds.of_member(member),
        "address": request.build_absolute_uri(reverse("feed_file", kwargs={"secret": secret}))
        if secret
        else "",
    }
    return render(request, "calendar/feed.html", context)


@require_POST
def feed_end(request: ClinicRequest) -> HttpResponse:
    """End the member's address."""
    work.revoke(by=request.membership)
    return redirect(sending.address(request, "feed"))


@require_safe
@never_cache
@login_not_required
def feed_file(_request: HttpRequest, secret: str) -> HttpResponse:
    """Answer a calendar program: the file of the member whose secret this is, or 404 as for any wrong address."""
    found = feeds.running(secret_hash=work.hashed(secret))
    if found is None:
        raise Http404
    with found.membership.clinic.inside():
        data = feeds.file(feed=found, at=timezone.now())
    work.note_read(feed=found)
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="amparo.ics"'
    return answer
