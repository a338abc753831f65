"""Addresses of the audit trail."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import audit

of_clinic: Addresses = [
    path("audit/", audit.audit_trail, name="audit"),
]
