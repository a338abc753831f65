"""Addresses of the people of a case: who they are, where they live, how they may be reached."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import homes, people

of_case: Addresses = [
    path("people/<int:person>/arrival/", homes.client_edit, name="client_edit"),
    path("people/<int:person>/home/", homes.minor_edit, name="minor_edit"),
    path("people/<int:person>/sponsor/", homes.placement_add, name="placement_add"),
    path("sponsorships/<int:sponsorship>/end/", homes.placement_end, name="placement_end"),
    path("people/add/", people.person_add, name="person_add"),
    path("people/<int:person>/", people.person, name="person"),
    path("people/<int:person>/edit/", people.person_edit, name="person_edit"),
    path("people/<int:person>/a-number/", people.person_reveal, name="person_reveal"),
    path("people/<int:person>/contacts/add/", people.contact_add, name="contact_add"),
    path("people/<int:person>/status/add/", people.status_add, name="status_add"),
    path("contacts/<int:contact>/rule/", people.contact_rule, name="contact_rule"),
    path("contacts/<int:contact>/show/", people.contact_reveal, name="contact_reveal"),
    path("contacts/<int:contact>/retire/", people.contact_retire, name="contact_retire"),
    path("statuses/<int:assertion>/withdraw/", people.status_withdraw, name="status_withdraw"),
    path("sponsorships/<int:sponsorship>/standing/", homes.sponsor_standing, name="sponsor_standing"),
]
