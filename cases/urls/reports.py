"""Addresses of reports and the views of them that are kept."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import reports

of_clinic: Addresses = [
    path("reports/deadlines/", reports.deadlines, name="deadline_report"),
    path("reports/deadlines/keep/", reports.keep, name="report_keep"),
    path("reports/deadlines/<slug:form>/", reports.deadlines_file, name="deadline_report_file"),
    path("reports/<int:saved>/", reports.open_kept, name="saved_report"),
    path("reports/<int:saved>/mail/", reports.mail_kept, name="saved_report_mail"),
    path("reports/<int:saved>/forget/", reports.forget, name="saved_report_forget"),
]
