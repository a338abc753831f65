"""Addresses of documents and exhibits."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import evidence, exhibit_pages, exhibits, library

of_case: Addresses = [
    path("evidence/", evidence.evidence, name="evidence"),
    path("evidence/upload/", evidence.evidence_upload, name="evidence_upload"),
    path("evidence/<int:exhibit>/", exhibits.exhibit, name="exhibit"),
    path("evidence/<int:exhibit>/translation/", exhibits.exhibit_translation, name="exhibit_translation"),
    path(
        "evidence/<int:exhibit>/interpretation/",
        exhibits.exhibit_interpretation,
        name="exhibit_interpretation",
    ),
    path("evidence/<int:exhibit>/pages/", exhibit_pages.exhibit_pages, name="exhibit_pages"),
    path("evidence/<int:exhibit>/pages/<int:page>/", exhibit_pages.exhibit_page, name="exhibit_page"),
    path("evidence/<int:exhibit>/recognise/", exhibits.exhibit_recognise, name="exhibit_recognise"),
    path("evidence/<int:exhibit>/filed/", exhibit_pages.exhibit_filed, name="exhibit_filed"),
    path(
        "evidence/<int:exhibit>/marks/<int:mark>/remove/", exhibit_pages.exhibit_unmark, name="exhibit_unmark"
    ),
    path("evidence/library/", library.library_cite, name="library_cite"),
    path("evidence/order/", exhibits.exhibits_order, name="exhibits_order"),
    path("evidence/recognise/", exhibits.exhibits_recognise, name="exhibits_recognise"),
    path("evidence/<int:exhibit>/move/", exhibits.exhibit_move, name="exhibit_move"),
    path("evidence/<int:exhibit>/set-aside/", exhibits.exhibit_set_aside, name="exhibit_set_aside"),
    path("documents/<int:document>/", evidence.document, name="document"),
    path("documents/<int:document>/original/", evidence.document_original, name="document_original"),
    path("documents/<int:document>/pages/<int:page>/", evidence.document_page, name="document_page"),
    path("documents/<int:document>/take-up/", evidence.document_take_up, name="document_take_up"),
]

of_clinic: Addresses = [
    path("library/", library.library, name="library"),
    path("library/add/", library.library_add, name="library_add"),
    path("library/<int:library_report>/", library.library_report, name="library_report"),
    path("library/<int:library_report>/paper/", library.library_paper, name="library_paper"),
    path("library/<int:library_report>/newer/", library.library_newer, name="library_newer"),
]
