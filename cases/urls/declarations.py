"""Addresses of declarations and their paragraphs."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import declarations, drafts, interviews, paragraphs, signing

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
    path("declarations/<int:declaration>/move/", signing.declaration_move, name="declaration_move"),
    path("declarations/<int:declaration>/unlock/", signing.declaration_unlock, name="declaration_unlock"),
    path(
        "declarations/<int:declaration>/read-back/",
        signing.declaration_read_back,
        name="declaration_read_back",
    ),
    path("declarations/<int:declaration>/sign/", signing.declaration_sign, name="declaration_sign"),
    path(
        "declarations/<int:declaration>/signatures/<int:signature>/scan/",
        signing.declaration_scan,
        name="declaration_scan",
    ),
    path(
        "declarations/<int:declaration>/versions/", drafts.declaration_versions, name="declaration_versions"
    ),
    path(
        "declarations/<int:declaration>/versions/compare/",
        drafts.declaration_compare,
        name="declaration_compare",
    ),
    path(
        "declarations/<int:declaration>/versions/<int:number>/restore/",
        drafts.declaration_restore,
        name="declaration_restore",
    ),
    path(
        "declarations/<int:declaration>/paragraphs/<int:paragraph>/split/",
        paragraphs.paragraph_split,
        name="paragraph_split",
    ),
    path(
        "declarations/<int:declaration>/paragraphs/<int:paragraph>/join/",
        paragraphs.paragraph_join,
        name="paragraph_join",
    ),
    path(
        "declarations/<int:declaration>/paragraphs/<int:paragraph>/heading/",
        paragraphs.paragraph_heading,
        name="paragraph_heading",
    ),
    path(
        "declarations/<int:declaration>/paragraphs/<int:paragraph>/fits/",
        paragraphs.paragraph_fits,
        name="paragraph_fits",
    ),
    path(
        "declarations/<int:declaration>/paragraphs/<int:paragraph>/below/",
        paragraphs.paragraph_below,
        name="paragraph_below",
    ),
    path(
        "declarations/<int:declaration>/paragraphs/<int:paragraph>/comment/",
        paragraphs.paragraph_comment,
        name="paragraph_comment",
    ),
    path(
        "declarations/<int:declaration>/comments/<int:comment>/settle/",
        paragraphs.comment_settle,
        name="comment_settle",
    ),
    path("sessions/", interviews.interview_log, name="interviews"),
    path("sessions/add/", interviews.interview_add, name="interview_add"),
    path("sessions/<int:interview>/", interviews.interview, name="interview"),
    path("sessions/<int:interview>/edit/", interviews.interview_edit, name="interview_edit"),
    path(
        "sessions/<int:interview>/interpreters/<int:interpreter>/certify/",
        interviews.interview_certify,
        name="interview_certify",
    ),
    path(
        "sessions/<int:interview>/certificates/<int:certificate>/",
        interviews.interview_certificate,
        name="interview_certificate",
    ),
    path("declarations/<int:declaration>/word/", drafts.declaration_to_word, name="declaration_to_word"),
    path(
        "declarations/<int:declaration>/word/back/",
        drafts.declaration_from_word,
        name="declaration_from_word",
    ),
]
