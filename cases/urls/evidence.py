"""Addresses of documents and exhibits."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import evidence

of_case: Addresses = [
    path("evidence/", evidence.evidence, name="evidence"),
    path("evidence/<int:exhibit>/", evidence.exhibit, name="exhibit"),
    path("evidence/<int:exhibit>/move/", evidence.exhibit_move, name="exhibit_move"),
    path("evidence/<int:exhibit>/set-aside/", evidence.exhibit_set_aside, name="exhibit_set_aside"),
    path("documents/<int:document>/", evidence.document, name="document"),
    path("documents/<int:document>/pages/<int:page>/", evidence.document_page, name="document_page"),
    path("documents/<int:document>/take-up/", evidence.document_take_up, name="document_take_up"),
]
