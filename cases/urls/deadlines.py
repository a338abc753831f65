"""Addresses of dates, why they stand, and what was set over or compared."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import confirmations, deadlines, filings, overrides

of_clinic: Addresses = [
    path("deadlines/", deadlines.coming, name="deadlines"),
]
of_case: Addresses = [
    path("deadlines/<int:deadline>/", deadlines.why, name="deadline_why"),
    path("deadlines/<int:deadline>/another-date/", overrides.override, name="deadline_override"),
    path(
        "deadlines/<int:deadline>/take-back/",
        overrides.override_take_back,
        name="deadline_override_take_back",
    ),
    path("compare/<str:trigger>/", confirmations.confirm, name="confirm"),
    path("deadlines/<int:deadline>/filed/", filings.deadline_filed, name="deadline_filed"),
    path("deadlines/<int:deadline>/done/", deadlines.settle, name="deadline_settle"),
    path("deadlines/<int:deadline>/owner/", deadlines.own, name="deadline_own"),
]
