"""Addresses of packets and their parts."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import packets

of_case: Addresses = [
    path("packets/add/", packets.packet_add, name="packet_add"),
    path("packets/<int:packet>/", packets.packet, name="packet"),
    path("packets/<int:packet>/stop/", packets.packet_stop, name="packet_stop"),
    path("packets/<int:packet>/parts/<int:number>/", packets.packet_part, name="packet_part"),
]
