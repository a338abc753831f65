"""Addresses of the calendar; a calendar program's own has no clinic in it, because its secret says whose it is."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import calendar

of_clinic: Addresses = [
    path("calendar/", calendar.show, name="calendar"),
    path("calendar/feed/", calendar.feed, name="feed"),
    path("calendar/feed/end/", calendar.feed_end, name="feed_end"),
]
alone: Addresses = [
    path("feeds/<str:secret>/amparo.ics", calendar.feed_file, name="feed_file"),
]
