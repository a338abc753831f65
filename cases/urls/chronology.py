"""Addresses of the chronology, of what sources say, and of the I-589's answers."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import chronology, told

of_case: Addresses = [
    path("chronology/", chronology.chronology_page, name="chronology"),
    path("chronology/add/", chronology.event_add, name="event_add"),
    path("chronology/<int:event>/", chronology.event, name="event"),
    path("chronology/<int:event>/edit/", chronology.event_edit, name="event_edit"),
    path("chronology/<int:event>/move/", chronology.event_move, name="event_move"),
    path("chronology/<int:event>/strike/", chronology.event_strike, name="event_strike"),
    path("chronology/<int:event>/says/", told.account_add, name="account_add"),
    path("chronology/sources/<int:account>/", told.account, name="account"),
    path("chronology/sources/<int:account>/strike/", told.account_strike, name="account_strike"),
    path("chronology/facts/", told.told_facts_page, name="told_facts"),
    path("chronology/facts/<int:person>/<slug:fact>/", told.told_fact, name="told_fact"),
]
