"""Addresses of who works in the clinic."""

from django.urls import path

from cases.urls.kind import Addresses
from cases.views import team

of_clinic: Addresses = [
    path("team/", team.team, name="team"),
    path("team/<int:member>/leave/", team.leave, name="member_leave"),
    path(
        "team/invitations/<int:invitation_id>/withdraw/", team.withdraw_invitation, name="invitation_withdraw"
    ),
]
