"""Addresses of declarations and their paragraphs."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import declarations, paragraphs

of_clinic: Addresses = [
    path("sessions/", declarations.sessions, name="sessions"),
]
of_case: Addresses = [
    path("declarations/add/", declarations.declaration_add, name="declaration_add"),
    path("declarations/<int:declaration>/", declarations.declaration, name="declaration"),
    path(
        "declarations/<int:declaration>/details/",
        declarations.declaration_details,
        name="declaration_details",
    ),
    path(
        "declarations/<int:declaration>/session/",
        declarations.declaration_session,
        name="declaration_session",
    ),
    path("declarations/<int:declaration>/print/", declarations.declaration_print, name="declaration_print"),
    path("declarations/<int:declaration>/paragraphs/add/", paragraphs.paragraph_add, name="paragraph_add"),
    path(
        "declarations/<int:declaration>/paragraphs/<int:paragraph>/", paragraphs.paragraph, name="paragraph"
    ),
    path(
        "declarations/<int:declaration>/paragraphs/<int:paragraph>/move/",
        paragraphs.paragraph_move,
        name="paragraph_move",
    ),
    path(
        "declarations/<int:declaration>/paragraphs/<int:paragraph>/delete/",
        paragraphs.paragraph_delete,
        name="paragraph_delete",
    ),
]
