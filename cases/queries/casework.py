"""What is asked of cases: the list for my role, one case, who works on it, who is walled off from it."""

import datetime as dt
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Count, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, JSONObject, Trim
from django.utils import timezone

from cases import vault
from cases.access.roles import CLINIC_WIDE, NO_CLIENT_FILE
from cases.errors import Missing
from cases.law import a_numbers, calendar
from cases.models import Assignment, Case, Deadline, Hearing, Membership, Note, Party, Wall
from cases.queries import confirmations
from cases.queries import rules as signatures

PAGE = 25  # rows: fits a laptop without scrolling twice
SOON = 3  # working days
VIEWS = ("open", "mine", "intake", "closed")
OTHERS = ("eligibility", "government")  # days from which something may be done, and other people's duties
DUE = {"pk": "pk", "todo": "title", "owner": "owner_id", "seen": "seen", "rule": "rule",
       "version": "rule_version", "checked": "verification"}  # fmt: skip
ORDERS = ("who", "act_by", "hearing", "attorney", "reference")


@dataclass(frozen=True)
class CaseRow:
    """One line of the case list."""

    reference: str
    status: str
    summary: str
    who: str
    others: int
    act_by: dt.date | None
    deadline_id: int | None  # the date's own page, which says why
    is_confirmed: bool  # somebody else than who typed it has compared it with the paper
    todo: str
    marks: tuple[str, ...]  # "contested", "rule unsigned", "review overdue": of the rule that counted act_by
    urgency: str  # "", "soon" or "overdue"
    owned: bool
    hearing: dt.date | None
    hearing_kind: str
    hearing_time: dt.time | None
    attorney: str


class Folded(Func):
    """The text without accents and in small letters, so that “Jose” finds “José”."""

    template = r"lower(regexp_replace(normalize(%(expressions)s, NFD), '[\u0300-\u036f]', '', 'g'))"
    output_field = CharField()


def folded(text: str) -> str:
    """The same in Python, for what was typed."""
    bare = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in bare if not "\u0300" <= sign <= "\u036f").lower()


def case(*, reference: str, member: Membership) -> Case:
    """Return the case with this reference, or raise Missing: no such case, or none for this member."""
    found = Case.objects.visible_to(member).filter(reference=reference).first()
    if found is None:
        raise Missing(f"There is no case “{reference[:20]}” for you to see.")
    return found


def case_list(
    *, member: Membership, view: str = "open", q: str = "", order: str = "", number: str | int = 1
) -> "Page[CaseRow]":
    """Return a page of the cases that this member sees, soonest act-by date first.

    ``q`` is a reference, words of anybody's name in the case, or an A-number in any spelling (found whole
    or not at all). ``order`` is one of ORDERS, "-" in front for the other way round.
    """
    cases = _viewed(Case.objects.visible_to(member), member, view, searching=bool(q.strip()))
    if q.strip():
        cases = cases.filter(_found(q.strip(), member))
    page: Any = Paginator(_annotated(cases, member).order_by(*_ordering(order)), PAGE).get_page(number)
    today, signed = timezone.localdate(), signatures.signed(member)
    page.object_list = [_row(one, today, signed) for one in page.object_list]
    shown: Page[CaseRow] = page
    return shown


def counts(*, member: Membership) -> dict[str, int]:
    """Return how many cases each view of the list holds."""
    mine = Q(pk__in=_running(member).values("case"))
    return Case.objects.visible_to(member).aggregate(
        open=Count("pk", filter=~Q(status="closed")),
        mine=Count("pk", filter=mine & ~Q(status="closed")),
        intake=Count("pk", filter=Q(status="intake")),
        closed=Count("pk", filter=Q(status="closed")),
    )


def team(*, case: Case) -> QuerySet[Assignment]:
    """Return the assignments of a case, running and coming ones first."""
    found = Assignment.objects.filter(case=case).select_related("membership__user", "assigned_by__user")
    return found.order_by(F("ends_at").desc(nulls_first=True), "starts_at")


def assignment(*, case: Case, pk: int) -> Assignment:
    """Return an assignment of this case, or raise Missing."""
    found = team(case=case).filter(pk=pk).first()
    if found is None:
        raise Missing("There is no such assignment on this case.")
    return found


def walls(*, case: Case) -> QuerySet[Wall]:
    """Return the walls around a case, standing ones first."""
    found = Wall.objects.filter(case=case).select_related(
        "membership__user", "raised_by__user", "lifted_by__user"
    )
    return found.order_by(F("lifted_at").desc(nulls_first=True), "raised_at")


def wall(*, case: Case, pk: int) -> Wall:
    """Return a wall of this case, or raise Missing."""
    found = walls(case=case).filter(pk=pk).first()
    if found is None:
        raise Missing("There is no such wall around this case.")
    return found


def notes(*, case: Case, member: Membership) -> QuerySet[Note]:
    """Return the notes of a case that this member may read, newest first."""
    found = Note.objects.visible_to(member).filter(case=case)
    return found.select_related("author__user").order_by("-written_at")


def assignable(*, member: Membership) -> QuerySet[Membership]:
    """Return the colleagues who can be put to work on a case."""
    found = Membership.objects.filter(clinic_id=member.clinic_id, left_at=None).exclude(
        role__in=NO_CLIENT_FILE
    )
    return found.select_related("user").order_by("user__name", "pk")


def urgency(act_by: dt.date | None, today: dt.date) -> str:
    """Return "overdue", "soon" (due within three working days) or "" for an open deadline's act-by date."""
    if act_by is None:
        return ""
    if act_by < today:
        return "overdue"
    return "soon" if act_by <= calendar.add_working_days(today, SOON) else ""


def _running(member: Membership) -> QuerySet[Assignment]:
    found: QuerySet[Assignment] = Assignment.objects.running().filter(membership=member)
    return found


def _viewed(cases: QuerySet[Case], member: Membership, view: str, *, searching: bool) -> QuerySet[Case]:
    if view == "closed":
        return cases.filter(status="closed")
    if view == "intake":
        return cases.filter(status="intake")
    if view == "mine":
        return cases.exclude(status="closed").filter(pk__in=_running(member).values("case"))
    # Whoever searches wants to know that a closed case exists.
    return cases if searching else cases.exclude(status="closed")


def _found(q: str, member: Membership) -> Q:
    try:
        digits = a_numbers.parse(q)
    except a_numbers.NotAnANumber:
        pass
    else:
        known = vault.keyed_hash(digits, purpose="person.a_number")
        return Q(pk__in=Party.objects.filter(person__a_number_hash=known).values("case"))
    name = Concat(
        "person__given_names",
        Value(" "),
        "person__first_surname",
        Value(" "),
        "person__second_surname",
        Value(" "),
        "person__preferred_name",
    )
    people = Party.objects.filter(clinic_id=member.clinic_id).annotate(folded=Folded(name))
    for word in folded(q).split():
        people = people.filter(folded__contains=word)
    return Q(reference__icontains=q) | Q(pk__in=people.values("case"))


def _annotated(cases: QuerySet[Case], member: Membership) -> QuerySet[Case]:
    of_case = {"case": OuterRef("pk")}
    lead = Party.objects.filter(**of_case, is_lead=True).annotate(
        name=Trim(
            Concat(
                "person__given_names",
                Value(" "),
                "person__first_surname",
                Value(" "),
                "person__second_surname",
            )
        )
    )
    others = Party.objects.filter(**of_case, part="respondent", is_lead=False).values("case")
    dated = Deadline.objects.filter(**of_case, state="open", act_by__isnull=False).order_by("act_by", "pk")
    due = dated.annotate(seen=confirmations.is_confirmed())
    due = due.exclude(kind__in=OTHERS)
    heard = Hearing.objects.filter(
        proceeding__case=OuterRef("pk"), status="scheduled", day__gte=timezone.localdate()
    ).order_by("day", "time")
    leads = Assignment.objects.running().filter(**of_case, duty="lead")
    return cases.annotate(
        who=Subquery(lead.values("name")[:1]),
        others=Subquery(others.annotate(n=Count("pk")).values("n")),
        act_by=Subquery(due.values("act_by")[:1]),
        due=Subquery(due.values(row=JSONObject(**DUE))[:1]),
        hearing=Subquery(heard.values("day")[:1]),
        heard=Subquery(heard.values(row=JSONObject(kind="kind", time="time"))[:1]),
        attorney=Subquery(leads.order_by("starts_at").values("membership__user__name")[:1]),
        is_mine=Exists(_running(member).filter(case=OuterRef("pk"))),
    )


def _ordering(order: str) -> list[Any]:
    key = order.removeprefix("-")
    if key not in ORDERS:
        key, order = "act_by", "act_by"
    # Names sort as people read them: our own server's plain order would put Éver after Zelaya.
    what = Folded(F(key)) if key in ("who", "attorney") else F(key)
    by = what.desc(nulls_last=True) if order.startswith("-") else what.asc(nulls_last=True)
    return [by, "reference"]


def _marks(due: dict[str, Any], today: dt.date, signed: signatures.Signed) -> tuple[str, ...]:
    """What a reader should know of the rule before relying on the date."""
    if not due:
        return ()
    said = {
        "contested": due["checked"] == "contested",
        "rule unsigned": (due["rule"], due["version"]) not in signed,
        "review overdue": signatures.review_is_overdue(due["rule"], due["version"], today),
    }
    return tuple(words for words, holds in said.items() if holds)


def _row(one: Any, today: dt.date, signed: signatures.Signed) -> CaseRow:
    due, heard = one.due or {}, one.heard or {}
    kinds = dict(Hearing.Kind.choices)
    return CaseRow(
        reference=one.reference,
        status=one.status,
        summary=one.summary,
        who=one.who or "",
        others=one.others or 0,
        act_by=one.act_by,
        deadline_id=due.get("pk"),
        is_confirmed=bool(due.get("seen")),
        todo=due.get("todo", ""),
        marks=_marks(due, today, signed),
        urgency=urgency(one.act_by, today),
        owned=due.get("owner") is not None,
        hearing=one.hearing,
        hearing_kind=str(kinds.get(heard.get("kind", ""), "")),
        hearing_time=dt.time.fromisoformat(heard["time"]) if heard.get("time") else None,
        attorney=one.attorney or "",
    )


def running_team(*, case: Case) -> list[Assignment]:
    """Return the assignments that run now, the lead first."""
    found = (
        Assignment.objects.running().filter(case=case).select_related("membership__user", "assigned_by__user")
    )
    return sorted(found, key=lambda one: (one.duty != Assignment.Duty.LEAD, one.starts_at))


def can_work(*, case: Case, member: Membership) -> QuerySet[Membership]:
    """Return the colleagues who can see this case now, by name: those whom a date can be given to."""
    running = Assignment.objects.running().filter(case=case).values("membership")
    walled = Wall.objects.filter(case=case, lifted_at=None).values("membership")
    found = assignable(member=member).filter(Q(role__in=CLINIC_WIDE) | Q(pk__in=running))
    return found.exclude(pk__in=walled)
