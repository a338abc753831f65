"""Every address of Amparo, noun by noun; inside a clinic the clinic's slug comes first."""

from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

Addresses = list[URLPattern | URLResolver]

clinics: Addresses = []
people: Addresses = []
casework: Addresses = []
proceedings: Addresses = []
deadlines: Addresses = []
reminders: Addresses = []
declarations: Addresses = []
evidence: Addresses = []
packets: Addresses = []
audit: Addresses = []

# Inside one clinic: the fence stands, request.membership and request.clinic are there.
inside: Addresses = [
    *clinics,
    *people,
    *casework,
    *proceedings,
    *deadlines,
    *reminders,
    *declarations,
    *evidence,
    *packets,
    *audit,
]

urlpatterns: Addresses = [
    path("<slug:clinic>/", include(inside)),
]
