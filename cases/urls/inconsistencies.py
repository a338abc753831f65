"""Addresses of contradictions."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import inconsistencies

of_case: Addresses = [
    path("contradictions/", inconsistencies.inconsistencies, name="inconsistencies"),
    path("contradictions/<slug:fingerprint>/", inconsistencies.inconsistency, name="inconsistency"),
    path(
        "contradictions/resolved/<int:resolution>/reopen/",
        inconsistencies.inconsistency_reopen,
        name="inconsistency_reopen",
    ),
]
