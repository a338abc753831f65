"""Where each source of a case is opened: the address of its own page, for whoever may open it."""

from collections.abc import Iterable

from cases.access.roles import May
from cases.law.accounts import Source
from cases.views import sending
from cases.views.request import ClinicRequest

WRITERS = frozenset(("i589_part", "interview"))  # pages that only whoever writes declarations opens


def links(request: ClinicRequest, reference: str, sources: Iterable[Source]) -> dict[str, str]:
    """Return the address of each source's page by the source's key; a source without a page has none."""
    writes = request.membership.may(May.EDIT_DECLARATION)
    return {
        each.key: sending.address(request, each.page, reference=reference, **_arguments(each))
        for each in sources
        if each.page and (writes or each.page not in WRITERS)
    }


def _arguments(source: Source) -> dict[str, int | str]:
    return {name: int(value) if value.isdecimal() else value for name, value in source.ids}
