"""Addresses of notices with a date."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import dated_notices

of_case: Addresses = [
    path("notices/", dated_notices.notice_list, name="notices"),
    path("notices/new/", dated_notices.notice_new, name="notice_new"),
    path("notices/new/<slug:kind>/", dated_notices.notice_add, name="notice_add"),
    path("notices/<int:notice>/", dated_notices.notice, name="notice"),
    path("notices/<int:notice>/scan/", dated_notices.notice_scan, name="notice_scan"),
    path("notices/<int:notice>/change/", dated_notices.notice_change, name="notice_change"),
    path("notices/<int:notice>/take-back/", dated_notices.notice_take_back, name="notice_take_back"),
]
