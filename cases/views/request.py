"""The request as views see it: inside a clinic, from a member."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from cases.models import Clinic, Membership


class ClinicRequest(HttpRequest):
    """A request that the fence middleware has let in."""

    membership: "Membership"
    clinic: "Clinic"
    htmx: HtmxDetails
