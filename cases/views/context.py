"""What every page's frame needs to know: the clinic, the member, and what they may do."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from cases.access.roles import MAY, NO_CLIENT_FILE
from cases.queries import clinics, reminders


def workspace(request: HttpRequest) -> dict[str, Any]:
    """Return the clinic, the membership and the names of what the member may do, or nothing outside a clinic."""
    member = getattr(request, "membership", None)
    if member is None:
        return {"is_demo": settings.AMPARO_DEMO}
    # Asked only when a page shows the switcher; the table stands outside the fence.
    workplaces = clinics.memberships(user=request.user)
    unread = partial(reminders.unread, member=member)  # asked when the bar is drawn, not before
    may = {deed.name.lower() for deed in MAY.get(member.role, frozenset())}
    return {
        "clinic": member.clinic,
        "member": member,
        "may": may,
        "opens_files": member.role not in NO_CLIENT_FILE,
        "memberships": workplaces,
        "bell": unread,
        "is_demo": settings.AMPARO_DEMO,
    }
