"""Sponsorships over the API: one stretch of one sponsor's care, which may end or turn adverse."""

from __future__ import annotations

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.actions import sponsors
from cases.api import persons
from cases.api.base import InClinic
from cases.api.shapes import Shape, Version, changed
from cases.errors import Problem
from cases.queries.rows import choices, targets
from cases.queries.rows import people as known


class SponsorshipRow(Shape):
    """One stretch of care, in the ORR category of the release."""

    id = serializers.IntegerField()
    minor_id = serializers.IntegerField()
    sponsor_id = serializers.IntegerField()
    relationship = serializers.CharField(allow_blank=True)
    category = serializers.ChoiceField(choices.ORR_CATEGORY)
    released_on = serializers.DateField(allow_null=True)
    ended_on = serializers.DateField(allow_null=True)
    standing = serializers.ChoiceField(choices.SPONSOR_STANDING)
    adverse_since = serializers.DateField(allow_null=True)
    version = serializers.CharField(help_text="Send it back with a change.")


class SponsorshipChange(Version):
    """Either a new standing (adverse needs its reason) or the day on which the care ended."""

    standing = serializers.ChoiceField(choices.SPONSOR_STANDING, required=False)
    since = serializers.DateField(required=False, help_text="With adverse: since when, today unless said.")
    reason = serializers.CharField(
        max_length=2000, required=False, allow_blank=True, help_text="Sealed; never shown here."
    )
    ended_on = serializers.DateField(required=False)


class Sponsorship(InClinic):
    """One sponsorship."""

    @changed(
        "sponsorships_change",
        SponsorshipChange,
        SponsorshipRow,
        summary="Change a sponsor's standing, or end the care",
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Change the standing or end the care; 409 when somebody else changed it meanwhile."""
        sponsorship, case = targets.sponsorship(self.member, pk)
        sent = self.taken(SponsorshipChange, partial=True)
        [version] = self.versions(sent)
        persons.refuse_nothing(sent)
        ended_on = sent.pop("ended_on", None)
        if ended_on and sent:
            raise Problem("Send either the end or a new standing, one after the other.", field="ended_on")
        if ended_on:
            sponsors.end(
                sponsorship=sponsorship, version=version, case=case, ended_on=ended_on, by=self.member
            )
        elif "standing" not in sent:
            raise Problem(
                "since and reason say why the standing changed: send standing too.", field="standing"
            )
        else:
            sponsors.change_standing(
                sponsorship=sponsorship, version=version, case=case, by=self.member, **sent
            )
        return self.one(known.sponsorship(self.member, pk))
