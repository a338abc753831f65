"""Addresses of relief screening."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import screening

of_case: Addresses = [
    path("screening/", screening.case_screenings, name="case_screenings"),
    path("people/<int:person>/screening/", screening.screening_start, name="screening_start"),
    path("screening/<int:screening>/", screening.screening, name="screening"),
    path(
        "screening/<int:screening>/questions/<slug:group>/",
        screening.screening_questions,
        name="screening_questions",
    ),
    path("screening/<int:screening>/finish/", screening.screening_finish, name="screening_finish"),
    path("screening/<int:screening>/review/", screening.screening_review, name="screening_review"),
    path("screening/<int:screening>/discard/", screening.screening_discard, name="screening_discard"),
]
