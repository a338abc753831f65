"""What is asked of deadlines: the rows that pages show, with why each date is what it is."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from cases.access.roles import May
from cases.errors import Missing
from cases.law import casefile, rules, wording
from cases.models import Assignment, Case, Deadline, Membership, Party, Reminder
from cases.queries import casework, clinics
from cases.queries import rules as signatures

PAGE = 50  # rows


@dataclass(frozen=True)
class DeadlineRow:
    """A deadline as every page shows it; ``components/deadline.html`` reads these names."""

    id: int
    act_by: dt.date | None
    todo: str
    owner: str
    state_label: str
    done: bool
    urgency: str
    contested: bool
    unsigned: bool
    no_date_because: str
    steps: list[str]
    changes: list[str]
    authority: str
    rule: str
    version: str
    verification: str
    legal: dt.date | None
    nominal: dt.date | None
    from_event: str
    warnings: list[str]
    reminders: list[str]
    kind: str
    title: str
    signed_off_by: str = ""
    who: str = ""
    case_reference: str = ""
    case_url: str = ""


@dataclass(frozen=True)
class CaseDeadlines:
    """A case's deadlines for its page: those that stand, and those that were."""

    today: dt.date
    open: list[DeadlineRow] = field(default_factory=list)
    past: list[DeadlineRow] = field(default_factory=list)
    without_date: list[DeadlineRow] = field(default_factory=list)


def deadline(*, case: Case, pk: int, member: Membership) -> Deadline:
    """Return one deadline of a case, or raise Missing."""
    found = Deadline.objects.visible_to(member).filter(case=case, pk=pk)
    row: Deadline | None = _with_people(found).first()
    if row is None:
        raise Missing("There is no such deadline in this case.")
    return row


def for_case_page(*, case: Case, member: Membership) -> CaseDeadlines:
    """Return a case's deadlines: open ones by act-by date, those without a date, and the latest that ended."""
    today, signed = clinics.today(member.clinic), signatures.signed(member)
    rows = _with_people(Deadline.objects.visible_to(member).filter(case=case))
    open_rows = rows.filter(state="open").order_by(F("act_by").asc(nulls_last=True), "pk")
    shown = _told_apart([(each, row_of(each, today=today, signed=signed)) for each in open_rows])
    return CaseDeadlines(
        today=today,
        open=[each for each in shown if each.act_by],
        without_date=[each for each in shown if not each.act_by],
        past=[
            row_of(each, today=today, signed=signed)
            for each in rows.exclude(state="open").order_by("-ended_at")[:20]
        ],
    )


def of_hearing(*, hearing_id: int, member: Membership) -> list[DeadlineRow]:
    """Return the open deadlines that a hearing set."""
    today, signed = clinics.today(member.clinic), signatures.signed(member)
    rows = _with_people(Deadline.objects.visible_to(member).filter(hearing_id=hearing_id, state="open"))
    return [row_of(each, today=today, signed=signed) for each in rows.order_by("act_by", "pk")]


def coming(*, member: Membership, whose: str = "mine", number: str | int = 1) -> "Page[DeadlineRow]":
    """Return a page of open deadlines with a date, soonest first: of ``mine`` (cases I work on now) or of ``all``."""
    today, now = clinics.today(member.clinic), timezone.now()
    rows = Deadline.objects.visible_to(member).filter(state="open", act_by__isnull=False)
    if whose != "all":
        begun = Assignment.objects.filter(membership=member, starts_at__lte=now)
        rows = rows.filter(case__in=begun.filter(Q(ends_at=None) | Q(ends_at__gt=now)).values("case"))
    lead = Prefetch(
        "case__parties", Party.objects.filter(is_lead=True).select_related("person"), to_attr="lead_parties"
    )
    found = _with_people(rows).select_related("case__clinic").prefetch_related(lead).order_by("act_by", "pk")
    page: Any = Paginator(found, PAGE).get_page(number)
    signed = signatures.signed(member)
    page.object_list = _told_apart(
        [(each, row_of(each, today=today, signed=signed, in_list=True)) for each in page.object_list]
    )
    shown: Page[DeadlineRow] = page
    return shown


def may_see_all(member: Membership) -> bool:
    """Whether the list over the whole clinic is this member's to read."""
    return member.may(May.SEE_REPORTS)


def _with_people(rows: QuerySet[Deadline]) -> QuerySet[Deadline]:
    told = Reminder.objects.select_related("membership__user").order_by("due_at", "pk")
    return rows.select_related("owner__user", "case", "person").prefetch_related(Prefetch("reminders", told))


def row_of(
    deadline: Deadline, *, today: dt.date, signed: signatures.Signed, in_list: bool = False
) -> DeadlineRow:
    """Return the row that pages show of a deadline fetched by this module, with who signed off its rule."""
    signature = signed.get((deadline.rule, deadline.rule_version))
    is_open = deadline.state == Deadline.State.OPEN
    binding = deadline.kind in ("duty", "court_set", "information")
    return DeadlineRow(
        id=deadline.pk,
        act_by=deadline.act_by,
        todo=deadline.title,
        title=_rule_title(deadline.rule),
        owner=str(deadline.owner.user) if deadline.owner else "",
        state_label=""
        if is_open
        else f"{deadline.get_state_display()}: {deadline.ended_because}".rstrip(": "),
        done=not is_open,
        urgency=casework.urgency(deadline.act_by, today) if is_open and binding else "",
        contested=deadline.verification == "contested",
        unsigned=signature is None,
        signed_off_by=signatures.who(signature),
        no_date_because="" if deadline.act_by else _no_date(deadline),
        steps=deadline.steps,
        changes=_what_would_change(deadline),
        authority=deadline.authority,
        rule=deadline.rule,
        version=deadline.rule_version,
        verification=deadline.verification,
        legal=deadline.legal_on,
        nominal=deadline.nominal_on,
        from_event=casefile.counted_from(deadline.rule, deadline.facts),
        warnings=deadline.warnings,
        reminders=[_told(each) for each in deadline.reminders.all()],
        kind=deadline.kind,
        **(_in_list(deadline) if in_list else {}),
    )


def _told_apart(found: list[tuple[Deadline, DeadlineRow]]) -> list[DeadlineRow]:
    """Say whose date it is where a case's dates belong to several people: twins, a mother and her child."""
    people: dict[int, set[int]] = {}
    for deadline, _ in found:
        if deadline.person_id:
            people.setdefault(deadline.case_id, set()).add(deadline.person_id)
    return [
        replace(row, todo=f"{row.todo} ({deadline.person.called})")
        if deadline.person and len(people[deadline.case_id]) > 1
        else row
        for deadline, row in found
    ]


def _in_list(deadline: Deadline) -> dict[str, str]:
    lead: Iterable[Party] = deadline.case.lead_parties
    return {
        "who": next((party.person.name for party in lead), ""),
        "case_reference": deadline.case.reference,
        "case_url": reverse(
            "case", kwargs={"clinic": deadline.case.clinic.slug, "reference": deadline.case.reference}
        ),
    }


def _rule_title(rule: str) -> str:
    known = rules.book().versions.get(rule)
    return known[-1].title if known else rule


def _no_date(deadline: Deadline) -> str:
    if deadline.rule == "I589_ONE_YEAR" and deadline.facts.get("uac"):
        return "exemption claimed"
    return "a fact is missing" if not deadline.nominal_on else ""


def _what_would_change(deadline: Deadline) -> list[str]:
    """The exceptions and warnings that go with the rule, so that nobody takes the date for certain."""
    known = rules.book().versions.get(deadline.rule)
    exceptions = [] if known is None or known[-1].exceptions == "None known." else [known[-1].exceptions]
    return [*exceptions, *deadline.warnings]


def _told(reminder: Reminder) -> str:
    """``Fri 20 Nov 2026: e-mail to R. Ruiz, sent``."""
    when = reminder.acknowledged_at or reminder.sent_at or reminder.due_at
    because = f" ({reminder.withdrawn_because})" if reminder.withdrawn_because else ""
    state = reminder.get_state_display().lower()
    return f"{wording.day(when.date())}: e-mail to {reminder.membership.user}, {state}{because}"
