"""Addresses of proceedings, decisions and hearings."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import hearings, proceedings

of_case: Addresses = [
    path("proceedings/add/", proceedings.proceeding_add, name="proceeding_add"),
    path("proceedings/<int:proceeding>/", proceedings.proceeding, name="proceeding"),
    path("proceedings/<int:proceeding>/change/", proceedings.proceeding_change, name="proceeding_change"),
    path("decisions/add/", proceedings.decision_add, name="decision_add"),
    path("hearings/add/", hearings.hearing_add, name="hearing_add"),
    path("hearings/<int:hearing>/", hearings.hearing, name="hearing"),
    path("hearings/<int:hearing>/move/", hearings.hearing_move, name="hearing_move"),
    path("hearings/<int:hearing>/report/", hearings.hearing_report, name="hearing_report"),
    path("hearings/<int:hearing>/end/", hearings.hearing_end, name="hearing_end"),
]
