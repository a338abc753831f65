"""Addresses of the work-permit clock, ages and moves."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import ages, clocks

of_clinic: Addresses = [
    path("juvenile-ages/", ages.juvenile_ages, name="juvenile_ages"),
    path("juvenile-ages/<int:age>/take-back/", ages.juvenile_age_take_back, name="juvenile_age_take_back"),
]
of_case: Addresses = [
    path("clocks/", clocks.case_clocks, name="clocks"),
    path("clocks/<int:proceeding>/stop/", clocks.stop_add, name="clock_stop_add"),
    path("clocks/stops/<int:stop>/run-again/", clocks.stop_run_again, name="clock_run_again"),
    path("clocks/stops/<int:stop>/take-back/", clocks.stop_take_back, name="clock_stop_take_back"),
    path("clocks/hearings/<int:hearing>/", clocks.adjournment_rule, name="clock_rule"),
    path("clocks/answers/<int:ruling>/take-back/", clocks.ruling_take_back, name="clock_ruling_take_back"),
    path("people/<int:person>/ages/", ages.age_facts, name="age_facts"),
    path("moves/add/", ages.move_add, name="move_add"),
    path("moves/<int:move>/take-back/", ages.move_take_back, name="move_take_back"),
]
