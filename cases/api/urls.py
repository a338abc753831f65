"""Every address of the API, below /api/v1/."""

from django.urls import path, re_path

from cases.api import (
    calculator,
    casework,
    clients,
    deadlines,
    evidence,
    filings,
    hearings,
    minors,
    nowhere,
    persons,
    previews,
    proceedings,
    schema,
    sponsors,
    sponsorships,
)

app_name = "api"

urlpatterns = [
    path("cases/", casework.Cases.as_view(), name="cases"),
    path("cases/<str:reference>/", casework.Case.as_view(), name="case"),
    path("cases/<str:reference>/finish-intake/", casework.CaseIntake.as_view(), name="case_intake"),
    path("cases/<str:reference>/close/", casework.CaseEnd.as_view(), name="case_end"),
    path("clients/", clients.Clients.as_view(), name="clients"),
    path("clients/<int:pk>/", clients.Client.as_view(), name="client"),
    path("minors/", minors.Minors.as_view(), name="minors"),
    path("minors/<int:pk>/", minors.Minor.as_view(), name="minor"),
    path("minors/<int:pk>/assertions/", minors.MinorAssertions.as_view(), name="minor_assertions"),
    path("sponsors/", sponsors.Sponsors.as_view(), name="sponsors"),
    path("sponsors/<int:pk>/", sponsors.Sponsor.as_view(), name="sponsor"),
    path("sponsorships/<int:pk>/", sponsorships.Sponsorship.as_view(), name="sponsorship"),
    path("people/<int:pk>/reveal-a-number/", persons.PersonANumber.as_view(), name="person_a_number"),
    path("people/<int:pk>/contact-points/", persons.PersonContacts.as_view(), name="person_contacts"),
    path("contact-points/<int:pk>/reveal/", persons.ContactPointValue.as_view(), name="contact_point_value"),
    path("hearings/", hearings.Hearings.as_view(), name="hearings"),
    path("hearings/preview/", previews.HearingPreview.as_view(), name="hearing_preview"),
    path("hearings/<int:pk>/", hearings.Hearing.as_view(), name="hearing"),
    path("hearings/<int:pk>/end/", hearings.HearingClose.as_view(), name="hearing_end"),
    path("hearings/<int:pk>/reports/", hearings.HearingReports.as_view(), name="hearing_reports"),
    path("proceedings/", proceedings.Proceedings.as_view(), name="proceedings"),
    path("proceedings/<int:pk>/", proceedings.Proceeding.as_view(), name="proceeding"),
    path("deadlines/", deadlines.Deadlines.as_view(), name="deadlines"),
    path("deadlines/compute/", calculator.Calculator.as_view(), name="deadlines_compute"),
    path("deadlines/<int:pk>/", deadlines.Deadline.as_view(), name="deadline"),
    path("filings/", filings.Filings.as_view(), name="filings"),
    path("filings/<int:pk>/", filings.Filing.as_view(), name="filing"),
    path("filings/<int:pk>/receive/", filings.FilingReceipt.as_view(), name="filing_receipt"),
    path("filings/<int:pk>/accept/", filings.FilingAcceptance.as_view(), name="filing_acceptance"),
    path("filings/<int:pk>/reject/", filings.FilingRejection.as_view(), name="filing_rejection"),
    path("exhibits/", evidence.Exhibits.as_view(), name="exhibits"),
    path("exhibits/<int:pk>/", evidence.Exhibit.as_view(), name="exhibit"),
    path("packets/", evidence.Packets.as_view(), name="packets"),
    path("packets/<int:pk>/", evidence.Packet.as_view(), name="packet"),
    path("schema/", schema.Schema.as_view(), name="schema"),
    re_path(
        r"^(?P<rest>.*)$", nowhere.Nowhere.as_view(), name="nowhere"
    ),  # stays last: answers in JSON, not a page
]
