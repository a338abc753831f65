"""What a case's file already answers of a relief screening, so that nobody is asked twice; each with where it stands."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cases.law import wording
from cases.law.screening_record import NO, NOT_SAID, YES
from cases.models import Case, Client, Decision, Hearing, Minor, Person, Proceeding, StatusAssertion
from cases.queries import people
from cases.queries.people import InCase

ORDERS = (Decision.Outcome.REMOVAL, Decision.Outcome.IN_ABSENTIA)
UNDOES_ORDER = (Decision.Outcome.GRANTED, Decision.Outcome.TERMINATED, Decision.Outcome.REMANDED)
REMOVAL = (Proceeding.Kind.EOIR_REMOVAL, Proceeding.Kind.BIA)
INSPECTED = {
    Client.Entry.WITHOUT_INSPECTION: NO,
    Client.Entry.PORT_OF_ENTRY: YES,
    Client.Entry.PAROLED: YES,
    Client.Entry.VISA: YES,
    Client.Entry.NOT_SAID: NOT_SAID,
}
HARM = ("parent_died", "parent_abused", "parent_neglected", "parent_abandoned")


@dataclass(frozen=True)
class Known:
    """An answer that the file gives: ``value`` as a screening keeps it, ``said`` where it stands."""

    value: str
    said: str
    page: str = "person"  # where it is mended: the person's page, or the case's


def known(*, case: Case, person: Person, today: dt.date) -> dict[str, Known]:
    """Return what the file answers about this respondent, by the name of the answer. Ten queries, whatever is recorded."""
    one = people.in_case(case=case, pk=person.pk)
    return {
        **_birth(one.person),
        **_arrival(one.client),
        **_childhood(one),
        **_proceedings(case, today),
    }


def _birth(person: Person) -> dict[str, Known]:
    found = {}
    sure = person.get_birth_date_certainty_display().lower()
    if person.birth_date:
        found["born"] = Known(person.birth_date.isoformat(), f"Birth date: {sure}")
    elif person.birth_date_certainty == "not_said":
        found["born"] = Known(NOT_SAID, "Birth date: would rather not say")
    if person.nationality and person.nationality != "XX":
        found["country"] = Known(person.nationality, "Nationality")
    return found


def _arrival(client: Client | None) -> dict[str, Known]:
    if client is None:
        return {}
    found = {}
    if client.last_arrival_on:
        sure = client.get_last_arrival_certainty_display().lower()
        found["last_arrival"] = Known(client.last_arrival_on.isoformat(), f"Last arrival: {sure}")
    elif client.last_arrival_certainty == "not_said":
        found["last_arrival"] = Known(NOT_SAID, "Last arrival: would rather not say")
    entry = Client.Entry(client.manner_of_entry)
    if entry in INSPECTED:
        found["inspected"] = Known(INSPECTED[entry], f"Entry: {entry.label[:1].lower()}{entry.label[1:]}")
    return found


def _childhood(one: InCase) -> dict[str, Known]:
    found = {}
    standing = [each for each in one.assertions if each.withdrawn_at is None]
    if determined := _newest(standing, "uc_determination"):
        ended = _newest(standing, "uc_ended")
        is_over = ended is not None and ended.asserted_on >= determined.asserted_on
        found["uac"] = Known(NO if is_over else YES, _said(ended if is_over and ended else determined))
    if custody := _newest(standing, "orr_custody", "orr_release", "reunified"):
        found["orr_custody"] = Known(YES if custody.kind == "orr_custody" else NO, _said(custody))
    if harm := _newest(standing, *HARM):
        found["parent_harm"] = Known(YES, _said(harm))
    minor: Minor | None = one.minor
    if minor and minor.state:
        found["state"] = Known(minor.state, "Home: the state where they live")
    return found


def _newest(standing: Iterable[StatusAssertion], *kinds: str) -> StatusAssertion | None:
    """The last that was asserted of these kinds; of one day's the last recorded."""
    of_kind = [each for each in standing if each.kind in kinds]
    return max(of_kind, key=lambda each: (each.asserted_on, each.pk), default=None)


def _said(assertion: StatusAssertion) -> str:
    label = assertion.get_kind_display()
    return f"{label}, {wording.day(assertion.asserted_on)}: {assertion.get_source_display()}"


def _proceedings(case: Case, today: dt.date) -> dict[str, Known]:
    rows = Proceeding.objects.filter(case=case, kind__in=REMOVAL).prefetch_related("hearings", "decisions")
    found: dict[str, Known] = {}
    pending = [each for each in rows if each.status == Proceeding.Status.PENDING]
    if pending:
        found["in_proceedings"] = Known(YES, f"{pending[0].get_kind_display()}: pending", "case")
    if any(each.is_detained for each in pending):
        found["detained"] = Known(YES, "Proceeding: detained", "case")
    coming = [
        hearing
        for each in pending
        for hearing in each.hearings.all()
        if hearing.status == Hearing.Status.SCHEDULED and hearing.day is not None and hearing.day >= today
    ]
    if coming:
        nearest: Any = min(coming, key=lambda hearing: str(hearing.day))
        told = f"Hearing: {nearest.get_kind_display().lower()}"
        found["has_hearing"] = Known(YES, told, "case")
        found["hearing"] = Known(nearest.day.isoformat(), told, "case")
        kind = nearest.kind if nearest.kind in (Hearing.Kind.INDIVIDUAL, Hearing.Kind.MASTER) else "other"
        found["hearing_kind"] = Known(kind, told, "case")
    return found | _order(decision for each in rows for decision in each.decisions.all())


def _order(decisions: Iterable[Decision]) -> dict[str, Known]:
    """The last order of removal, unless a later decision undid it."""
    told = sorted(decisions, key=lambda each: (each.decided_on, each.pk))
    orders = [each for each in told if each.outcome in ORDERS]
    if not orders or any(each.outcome in UNDOES_ORDER for each in told[told.index(orders[-1]) :]):
        return {}
    order = orders[-1]
    said = f"Decision: {order.get_outcome_display().lower()}"
    in_absentia = YES if order.outcome == Decision.Outcome.IN_ABSENTIA else NO
    return {
        "has_order": Known(YES, said, "case"),
        "removal_order": Known(order.decided_on.isoformat(), said, "case"),
        "in_absentia": Known(in_absentia, said, "case"),
    }
