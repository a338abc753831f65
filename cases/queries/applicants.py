"""For whom the I-589s of a case are, in words and as a form shows them."""

from collections.abc import Iterable
from typing import Any

from cases.law import wording
from cases.models import Applicant, Case, Filing, Proceeding


def respondents(*, case: Case) -> list[tuple[int, str]]:
    """Return a case's respondents, the lead first: number and what they are called."""
    rows = case.parties.filter(part="respondent").select_related("person").order_by("-is_lead", "pk")
    return [(each.person_id, each.person.called) for each in rows]


def of_filing(filing: Filing) -> list[str]:
    """Return who is on a filed I-589: ``Ana, principal applicant``, ``Luis, derivative on Ana's``."""
    return in_words(_whole(filing=filing, taken_back_at=None))


def of_proceeding(proceeding_id: int) -> list[str]:
    """Return for whom a proceeding's I-589s were received, each with its day where there are several."""
    rows = list(_received(proceeding_id))
    days = {each.received_on for each in rows}
    return in_words(rows, with_day=len(days) > 1)


def in_words(rows: Iterable[Applicant], *, with_day: bool = False) -> list[str]:
    """Return a line for each applicant."""
    said = []
    for each in rows:
        part = f"derivative on {each.principal.called}'s" if each.principal else "principal applicant"
        day = f", received {_day(each)}" if with_day else ""
        said.append(f"{each.person.called}, {part}{day}")
    return said


def chosen(proceeding: Proceeding) -> tuple[list[int], int | None]:
    """Return who stands on a proceeding's own I-589, and who is the principal: what its form shows."""
    rows = [each for each in _received(proceeding.pk) if each.received_on == proceeding.i589_filed_on]
    principal = next((each.person_id for each in rows if each.principal_id is None), None)
    return [each.person_id for each in rows], principal


def _received(proceeding_id: int) -> Any:
    return _whole(proceeding_id=proceeding_id, taken_back_at=None, received_on__isnull=False)


def _whole(**of: Any) -> Any:
    found = Applicant.objects.filter(**of).select_related("person", "principal")
    return found.order_by("received_on", "principal_id", "pk")


def _day(each: Applicant) -> str:
    return wording.day(each.received_on) if each.received_on else "not yet"
