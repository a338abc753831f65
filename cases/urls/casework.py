"""Addresses of the list of cases, intake, and a case with its team."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import casework, intake, screen, staffing

of_clinic: Addresses = [
    path("", casework.cases, name="cases"),
    path("intake/", intake.intake, name="intake"),
    path("styleguide/", screen.styleguide, name="styleguide"),
]
of_case: Addresses = [
    path("", casework.case, name="case"),
    path("intake/<slug:step>/", intake.intake_step, name="intake_step"),
    path("close/", casework.case_close, name="case_close"),
    path("describe/", casework.case_describe, name="case_describe"),
    path("notes/", casework.notes, name="case_notes"),
    path("seen/", casework.seen, name="case_seen"),
    path("team/", staffing.case_team, name="case_team"),
    path("team/assign/", staffing.case_assign, name="case_assign"),
    path("team/<int:assignment>/end/", staffing.case_unassign, name="case_unassign"),
    path("walls/", staffing.case_wall, name="case_wall"),
    path("walls/<int:wall>/lift/", staffing.case_lift_wall, name="case_lift_wall"),
]
