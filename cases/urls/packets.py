"""Addresses of packets and their parts."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import court_papers, packets

of_case: Addresses = [
    path("packets/add/", packets.packet_add, name="packet_add"),
    path("packets/check/", packets.packet_check, name="packet_check"),
    path("packets/witnesses/", court_papers.witnesses, name="witnesses"),
    path("packets/witnesses/add/", court_papers.witness_add, name="witness_add"),
    path("packets/witnesses/<int:witness>/", court_papers.witness, name="witness"),
    path("packets/witnesses/<int:witness>/strike/", court_papers.witness_strike, name="witness_strike"),
    path("packets/charges/", court_papers.charges, name="charges"),
    path("packets/charges/add/", court_papers.charge_add, name="charge_add"),
    path("packets/charges/<int:charge>/", court_papers.charge, name="charge"),
    path("packets/charges/<int:charge>/strike/", court_papers.charge_strike, name="charge_strike"),
    path("packets/<int:packet>/", packets.packet, name="packet"),
    path("packets/<int:packet>/uploaded/", packets.packet_uploaded, name="packet_uploaded"),
    path("packets/<int:packet>/stop/", packets.packet_stop, name="packet_stop"),
    path("packets/<int:packet>/parts/<int:number>/", packets.packet_part, name="packet_part"),
]
