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
from cases.law import answers, late_filing, rules, wording
from cases.models import Assignment, Case, Deadline, Membership, Party, Reminder
from cases.queries import casework, clinics, confirmations, filings, overrides
from cases.queries import rules as signatures
from cases.queries.filings import Marks

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
    trigger: str
    is_unconfirmed: bool = False  # nobody but who typed it has compared it with the paper
    computed: dt.date | None = None  # what was worked out, where somebody set another date
    override: str = ""  # who set it, when and why
    is_overridden: bool = False  # act_by is the set date, not the computed one
    set_aside: str = ""  # where act_by is not the set date: whether that one is later or earlier
    signed_off_by: str = ""
    review_overdue: bool = False  # its rule should have been looked at again by now
    is_filed: bool = True  # it closes only when a filing is accepted
    filing_id: int | None = None  # the latest filing, while it has not been accepted
    was_rejected: bool = False
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
    marks = filings.marks(open_rows)
    shown = _told_apart([(each, row_of(each, today=today, signed=signed, marks=marks)) for each in open_rows])
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
    found = rows.order_by("act_by", "pk")
    marks = filings.marks(found)
    return [row_of(each, today=today, signed=signed, marks=marks) for each in found]


def of_triggers(*, case: Case, triggers: list[str], member: Membership) -> dict[str, list[DeadlineRow]]:
    """Return the dates, open or done, that these facts (``move:3``) started in a case, the soonest first."""
    today, signed = clinics.today(member.clinic), signatures.signed(member)
    rows = Deadline.objects.visible_to(member).filter(
        case=case, trigger__in=triggers, state__in=("open", "done")
    )
    found = _with_people(rows).order_by("act_by", "pk")
    marks = filings.marks(found)
    shown: dict[str, list[DeadlineRow]] = {}
    for each in found:
        row = row_of(each, today=today, signed=signed, marks=marks)
        shown.setdefault(each.trigger, []).append(row)
    return shown


def coming(*, member: Membership, whose: str = "mine", number: str | int = 1) -> "Page[DeadlineRow]":
    """Return a page of open deadlines with a date, soonest first: of ``mine`` (cases I work on now) or of ``all``.

    ``compare``: of my cases, those that nobody but who typed them has compared with the paper, and that are not mine.
    """
    today, now = clinics.today(member.clinic), timezone.now()
    rows: QuerySet[Deadline] = Deadline.objects.visible_to(member).filter(state="open", act_by__isnull=False)
    if whose != "all":
        begun = Assignment.objects.filter(membership=member, starts_at__lte=now)
        rows = rows.filter(case__in=begun.filter(Q(ends_at=None) | Q(ends_at__gt=now)).values("case"))
    if whose == "compare":
        rows = confirmations.awaiting(rows, member=member)
    lead = Prefetch(
        "case__parties", Party.objects.filter(is_lead=True).select_related("person"), to_attr="lead_parties"
    )
    found = _with_people(rows).select_related("case__clinic").prefetch_related(lead).order_by("act_by", "pk")
    page: Any = Paginator(found, PAGE).get_page(number)
    signed, marks = signatures.signed(member), filings.marks(page.object_list)
    page.object_list = _told_apart(
        [
            (each, row_of(each, today=today, signed=signed, marks=marks, in_list=True))
            for each in page.object_list
        ]
    )
    shown: Page[DeadlineRow] = page
    return shown


def may_see_all(member: Membership) -> bool:
    """Whether the list over the whole clinic is this member's to read."""
    return member.may(May.SEE_REPORTS)


def _with_people(rows: QuerySet[Deadline]) -> QuerySet[Deadline]:
    told = Reminder.objects.select_related("membership__user").order_by("due_at", "pk")
    whole = rows.select_related("owner__user", "case", "person", "override__by__user")
    return whole.annotate(is_confirmed=confirmations.is_confirmed()).prefetch_related(
        Prefetch("reminders", told)
    )


def row_of(
    deadline: Deadline,
    *,
    today: dt.date,
    signed: signatures.Signed,
    marks: Marks | None = None,
    in_list: bool = False,
) -> DeadlineRow:
    """Return the row that pages show of a deadline fetched by this module, with who signed off its rule.

    ``marks`` are what ``filings.marks`` says of these rows.
    """
    signature = signed.get((deadline.rule, deadline.rule_version))
    is_open = deadline.state == Deadline.State.OPEN
    mark = (marks or {}).get((deadline.case_id, deadline.rule, deadline.trigger)) if is_open else None
    binding = deadline.kind in ("duty", "court_set", "information")
    return DeadlineRow(
        id=deadline.pk,
        act_by=deadline.act_by,
        todo=deadline.title,
        title=title_of(deadline),
        owner=str(deadline.owner.user) if deadline.owner else "",
        state_label=(mark.says if mark else "") if is_open else _ended(deadline),
        done=not is_open,
        urgency=casework.urgency(deadline.act_by, today) if is_open and binding else "",
        contested=deadline.verification == "contested",
        unsigned=signature is None,
        signed_off_by=signatures.who(signature),
        review_overdue=is_open and signatures.review_is_overdue(deadline.rule, deadline.rule_version, today),
        is_filed=late_filing.is_filed(deadline.rule, deadline.kind),
        filing_id=mark.filing_id if mark else None,
        was_rejected=mark is not None and mark.is_rejected,
        no_date_because="" if deadline.act_by else _no_date(deadline),
        steps=deadline.steps,
        changes=_what_would_change(deadline),
        authority=deadline.authority,
        rule=deadline.rule,
        version=deadline.rule_version,
        verification=deadline.verification,
        legal=deadline.legal_on,
        nominal=deadline.nominal_on,
        from_event=answers.counted_from(deadline.rule, deadline.facts),
        warnings=deadline.warnings,
        reminders=[_told(each) for each in deadline.reminders.all()],
        kind=deadline.kind,
        trigger=deadline.trigger,
        is_unconfirmed=is_open and deadline.act_by is not None and not _is_confirmed(deadline),
        computed=deadline.safe_on if deadline.override else None,
        override=overrides.says(deadline.override) if deadline.override else "",
        is_overridden=deadline.override is not None and deadline.act_by != deadline.safe_on,
        set_aside=overrides.set_aside(deadline),
        **(_in_list(deadline) if in_list else {}),
    )


def _is_confirmed(deadline: Any) -> bool:
    """What ``_with_people`` asked of the confirmations beside the row."""
    return bool(deadline.is_confirmed)


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


def title_of(deadline: Deadline) -> str:
    """Return what the rule calls itself: ``Filings for the individual hearing``."""
    known = rules.book().versions.get(deadline.rule)
    return known[-1].title if known else deadline.rule


def _ended(deadline: Deadline) -> str:
    """``Accepted: Evidence, filed …``; a date that no clerk accepts anything for is done."""
    said = deadline.get_state_display()
    if deadline.state == Deadline.State.DONE and not late_filing.is_filed(deadline.rule, deadline.kind):
        said = "Done"
    return f"{said}: {deadline.ended_because}".rstrip(": ")


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
    """``Fri 20 Nov 2026: e-mail to R. Ruiz, sent``; to nobody, where the ledger says that nobody could be told."""
    whom = f"e-mail to {reminder.membership.user}" if reminder.membership else "told to nobody"
    when = reminder.acknowledged_at or reminder.sent_at or reminder.due_at
    because = f" ({reminder.withdrawn_because})" if reminder.withdrawn_because else ""
    state = reminder.get_state_display().lower()
    return f"{wording.day(when.date())}: {whom}, {state}{because}"
