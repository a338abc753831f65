"""Addresses of the I-589's answers."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import i589

of_case: Addresses = [
    path("i-589/", i589.i589, name="i589"),
    path("i-589/<int:person>/<slug:section>/", i589.i589_part, name="i589_part"),
]
