"""The dates of the report: everything open that is overdue or due in the window, and what is wrong with each."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Concat

from cases.law import courts, rules, wording
from cases.models import Assignment, Deadline, Membership, Party, Proceeding, Reminder
from cases.queries import casework
from cases.queries.reports.choices import Choices
from cases.queries.rules import Signed

PAGE = 50  # rows
BINDING = ("duty", "court_set", "information")  # only what somebody has to do can be overdue

# What is wrong with a date, or that it is simply due: each is a list of its own and a mark beside the row.
LISTS = {
    "due": "Due",
    "overdue": "Overdue",
    "unacknowledged": "Unacknowledged",
    "unowned": "Without an owner",
    "doubtful": "Rule unsigned or contested",
}


@dataclass(frozen=True)
class DateRow:
    """One date of the report, as all its forms show it."""

    id: int
    act_by: dt.date
    kind: str
    todo: str
    reference: str
    who: str  # the lead respondent; files leave it out unless it was asked for
    owner: str
    attorney: str
    court: str
    proceeding: str
    marks: tuple[str, ...]  # words of LISTS, without "Due"
    urgency: str

    @property
    def day(self) -> str:
        """``Mon 28 Dec 2026``."""
        return wording.day(self.act_by)


def rows(*, member: Membership, choices: Choices, today: dt.date, signed: Signed) -> QuerySet[Any]:
    """Return the open deadlines that are overdue or due in the window, each annotated with what is wrong with it."""
    since, until = choices.window(today)
    overdue = Q(act_by__lt=today, kind__in=BINDING)
    open_ones = Deadline.objects.visible_to(member).filter(state="open", act_by__lte=until)
    found = _chosen(open_ones.filter(Q(act_by__gte=since) | overdue), choices)
    told = Reminder.objects.filter(deadline=OuterRef("pk"))
    held = [f"{rule}|{version}" for rule, version in signed]
    sure = ~Q(verification="contested") & ~Q(rule__in=_to_be_reviewed(today)) & Q(row_of_rule__in=held)
    annotated: QuerySet[Any] = found.annotate(
        row_of_rule=Concat("rule", Value("|"), "rule_version")
    ).annotate(
        due=Q(act_by__gte=since),
        overdue=overdue,
        unacknowledged=Exists(told.filter(sent_at__isnull=False))
        & ~Exists(told.filter(acknowledged_at__isnull=False)),
        unowned=Q(owner=None),
        doubtful=~sure,
    )
    return annotated


def _chosen(found: QuerySet[Deadline], choices: Choices) -> QuerySet[Deadline]:
    if choices.court:
        before = Proceeding.objects.filter(court_code=choices.court)
        found = found.filter(case__in=before.values("case"))
    if choices.attorney:
        leads = Assignment.objects.running().filter(duty="lead", membership_id=choices.attorney)
        found = found.filter(Q(owner_id=choices.attorney) | Q(case__in=leads.values("case")))
    if choices.kind:
        found = found.filter(kind=choices.kind)
    if choices.proceeding == "none":
        found = found.filter(proceeding=None)
    elif choices.proceeding:
        found = found.filter(proceeding__kind=choices.proceeding)
    return found


def _to_be_reviewed(today: dt.date) -> list[str]:
    """The rules whose newest wording should have been looked at again by now."""
    book = rules.book()
    return [rule_id for rule_id in book.ids() if book.latest(rule_id).review_by < today]


def counted(found: QuerySet[Any]) -> dict[str, int]:
    """Return how many dates each list holds, and how many there are in all. One query."""
    each_list = {f"in_{each}": Count("pk", filter=Q(**{each: True})) for each in LISTS}
    counts: dict[str, int] = found.aggregate(in_all=Count("pk"), **each_list)
    return {name.removeprefix("in_"): number for name, number in counts.items()}


def shown(
    found: QuerySet[Any], *, chosen: str, counts: dict[str, int], number: str | int, today: dt.date
) -> Any:
    """Return one page of one list, soonest first; the count is known already, so it is not asked again."""
    pages = Paginator(_dressed(found.filter(**{chosen: True})), PAGE)
    pages.count = counts[chosen]
    page: Page[Any] = pages.get_page(number)
    page.object_list = [row(each, today) for each in page.object_list]
    return page


def whole(found: QuerySet[Any], *, today: dt.date, most: int) -> list[DateRow]:
    """Return the first ``most`` dates of all lists together, soonest first: what the files hold."""
    return [row(each, today) for each in _dressed(found)[:most]]


def _dressed(found: QuerySet[Any]) -> QuerySet[Any]:
    """Add what a line shows, in two more queries for any number of lines."""
    lead: Any = Party.objects.filter(is_lead=True).select_related("person")
    running: Any = Assignment.objects.running().filter(duty="lead").select_related("membership__user")
    return (
        found.select_related("owner__user", "case", "proceeding")
        .prefetch_related(
            Prefetch("case__parties", lead, to_attr="lead_parties"),
            Prefetch("case__assignments", running.order_by("starts_at", "pk"), to_attr="lead_assignments"),
        )
        .order_by("act_by", "pk")
    )


def row(deadline: Any, today: dt.date) -> DateRow:
    """Return one line of a deadline that this module dressed."""
    case, proceeding = deadline.case, deadline.proceeding
    court = ""
    if proceeding is not None:
        court = courts.court(proceeding.court_code).name if proceeding.court_code else proceeding.court_name
    return DateRow(
        id=deadline.pk,
        act_by=deadline.act_by,
        kind=deadline.kind,
        todo=deadline.title,
        reference=case.reference,
        who=next((party.person.name for party in case.lead_parties), ""),
        owner=str(deadline.owner.user) if deadline.owner else "",
        attorney=next((str(each.membership.user) for each in case.lead_assignments), ""),
        court=court,
        proceeding=proceeding.get_kind_display() if proceeding else "",
        marks=tuple(words for name, words in LISTS.items() if name != "due" and getattr(deadline, name)),
        urgency=casework.urgency(deadline.act_by, today) if deadline.kind in BINDING else "",
    )
