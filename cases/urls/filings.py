"""Addresses of what was filed and what came of it."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import filings

of_case: Addresses = [
    path("filings/", filings.filing_list, name="filings"),
    path("filings/add/", filings.filing_add, name="filing_add"),
    path("filings/<int:filing>/", filings.filing, name="filing"),
    path("filings/<int:filing>/received/", filings.filing_receive, name="filing_receive"),
    path("filings/<int:filing>/accepted/", filings.filing_accept, name="filing_accept"),
    path("filings/<int:filing>/rejected/", filings.filing_reject, name="filing_reject"),
]
