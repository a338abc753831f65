"""Every address of Amparo, noun by noun; inside a clinic the clinic's slug comes first, then the case's reference."""

from django.urls import include, path

from cases.urls import (
    audit,
    calendar,
    casework,
    chronology,
    clocks,
    dated_notices,
    deadlines,
    declarations,
    evidence,
    filings,
    i589,
    inconsistencies,
    law,
    packets,
    people,
    proceedings,
    reminders,
    reports,
    screening,
    team,
)
from cases.urls.kind import Addresses
from cases.views import health, screen, sign_in

of_case: Addresses = [
    *casework.of_case,
    *people.of_case,
    *proceedings.of_case,
    *deadlines.of_case,
    *dated_notices.of_case,
    *filings.of_case,
    *reminders.of_case,
    *declarations.of_case,
    *chronology.of_case,
    *i589.of_case,
    *inconsistencies.of_case,
    *evidence.of_case,
    *packets.of_case,
    *screening.of_case,
    *clocks.of_case,
]

# Inside one clinic: the fence stands, request.membership and request.clinic are there.
of_clinic: Addresses = [
    *casework.of_clinic,
    *team.of_clinic,
    *calendar.of_clinic,
    *deadlines.of_clinic,
    *reminders.of_clinic,
    *reports.of_clinic,
    *declarations.of_clinic,
    *evidence.of_clinic,
    *clocks.of_clinic,
    *law.of_clinic,
    *audit.of_clinic,
    path("cases/<str:reference>/", include(of_case)),
]

urlpatterns: Addresses = [
    path("", sign_in.home, name="home"),
    path("blank/", screen.blank, name="blank"),
    path("healthz", health.healthz, name="healthz"),
    path("invitations/<str:token>/", sign_in.invitation, name="invitation"),
    path("api/v1/", include("cases.api.urls")),
    *calendar.alone,
    path("<slug:clinic>/", include(of_clinic)),
]
