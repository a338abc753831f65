"""What reminders are promised by: the clinic's policy, the dates that stand, who is to hear of them, and when."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from cases.access import scope
from cases.access.roles import CLINIC_WIDE, Role
from cases.models import (
    Absence,
    Assignment,
    Case,
    Clinic,
    Deadline,
    Hearing,
    Membership,
    ReminderPolicy,
    Wall,
)
from cases.models.policies import HEARING
from cases.queries import clinics

PACKET_HEARINGS = (Hearing.Kind.INDIVIDUAL,)  # at these the evidence is heard, so a packet must be under way


@dataclass(frozen=True)
class Date:
    """A date that stands, of which people are to be told: an open deadline's act-by date or a hearing's day."""

    case_id: int
    on: dt.date
    kind: str  # of deadline, or "hearing"
    deadline_id: int | None = None
    hearing_id: int | None = None
    owner_id: int | None = None
    wants_packet: bool = False

    @property
    def key(self) -> tuple[int | None, int | None, dt.date]:
        """What one reminder's date is compared with another's by."""
        return self.deadline_id, self.hearing_id, self.on


def policy_of(clinic: Clinic) -> ReminderPolicy:
    """Return the clinic's policy, or the usual one, unsaved, where it has chosen none."""
    found: ReminderPolicy | None = ReminderPolicy.objects.filter(clinic_id=clinic.pk).first()
    return found or ReminderPolicy(clinic_id=clinic.pk)


def live(case_ids: Collection[int] | None = None) -> list[Date]:
    """Return the dates that stand in open cases of the clinic (of these cases only), deadlines first."""
    due = Deadline.objects.filter(state="open", act_by__isnull=False).exclude(case__status="closed")
    heard = Hearing.objects.filter(status="scheduled", day__isnull=False)
    heard = heard.exclude(proceeding__case__status="closed")
    if case_ids is not None:
        due, heard = due.filter(case__in=case_ids), heard.filter(proceeding__case__in=case_ids)
    deadlines: Any = due.order_by("pk").values_list("pk", "case_id", "act_by", "kind", "owner_id")
    hearings: Any = heard.order_by("pk").values_list("pk", "proceeding__case_id", "day", "kind")
    return [
        *(Date(case, on, kind, deadline_id=pk, owner_id=owner) for pk, case, on, kind, owner in deadlines),
        *(
            Date(case, on, HEARING, hearing_id=pk, wants_packet=kind in PACKET_HEARINGS)
            for pk, case, on, kind in hearings
        ),
    ]


def moment(clinic: Clinic, on: dt.date, days_ahead: int) -> dt.datetime:
    """Return the clinic's morning so many days before a date, whatever its clocks did in between."""
    day = on - dt.timedelta(days=days_ahead)
    return dt.datetime.combine(day, clinic.morning, tzinfo=ZoneInfo(clinic.time_zone)).astimezone(dt.UTC)


def out_of_quiet(clinic: Clinic, policy: ReminderPolicy, at: dt.datetime) -> dt.datetime:
    """Return the instant itself, or the end of the quiet hours that it falls into."""
    zone = ZoneInfo(clinic.time_zone)
    local, start, end = at.astimezone(zone), policy.quiet_from, policy.quiet_until
    if start == end:
        return at
    is_quiet = start <= local.time() < end if start < end else not end <= local.time() < start
    if not is_quiet:
        return at
    day = local.date() if local.time() < end else local.date() + dt.timedelta(days=1)
    return dt.datetime.combine(day, end, tzinfo=zone).astimezone(dt.UTC)


@dataclass
class People:
    """Who works on some cases at a moment, and who may see which of them: asked once for all of them."""

    # Of those who work in the clinic now: who is at work on one of the cases, or in a clinic-wide role, or asked after.
    members: dict[int, Membership]
    on_case: dict[int, dict[int, set[str]]] = field(default_factory=dict)  # case -> member -> duties
    walls: set[tuple[int, int]] = field(default_factory=set)  # (case, member)

    def may_see(self, member_id: int, case_id: int) -> bool:
        """Say whether a member who still works here may see a case now."""
        member = self.members.get(member_id)
        return member is not None and scope.sees(
            member.role,
            is_assigned=member_id in self.on_case.get(case_id, {}),
            is_walled=(case_id, member_id) in self.walls,
        )

    def team(self, case_id: int, duties: Collection[str]) -> set[int]:
        """Return who is to hear of a case's dates: those at work on it, else whoever answers for the clinic."""
        assigned = self.on_case.get(case_id, {})
        team = {pk for pk, has in assigned.items() if has & set(duties) and self.may_see(pk, case_id)}
        return team or self.responsible(case_id)

    def responsible(self, case_id: int, *, besides: Collection[int] = ()) -> set[int]:
        """Return the coordinators who may see a case; without one the supervising attorneys, then anybody.

        ``besides``: those who were told already; they are chosen only when there is nobody else.
        """
        for left_out in (set(besides), set()):
            for roles in ((Role.COORDINATOR,), (Role.SUPERVISING_ATTORNEY,), CLINIC_WIDE):
                found = {
                    pk
                    for pk, member in self.members.items()
                    if member.role in roles and pk not in left_out and self.may_see(pk, case_id)
                }
                if found:
                    return found
        return set()


def people(clinic: Clinic, case_ids: Iterable[int], *, besides: Iterable[int] = ()) -> People:
    """Return who works on these cases now and who is walled off, in three questions however many they are.

    ``besides``: members of whom is to be known whether they work in the clinic at all.
    """
    cases = list(set(case_ids))
    running: QuerySet[Assignment] = Assignment.objects.running(timezone.now()).filter(case__in=cases)
    on_case: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for case_id, member_id, duty in running.values_list("case_id", "membership_id", "duty"):
        on_case[case_id][member_id].add(duty)
    asked_after = {pk for team in on_case.values() for pk in team}.union(besides)
    members = Membership.objects.filter(
        Q(role__in=CLINIC_WIDE) | Q(pk__in=asked_after),
        clinic_id=clinic.pk,
        left_at=None,
        user__is_active=True,
    ).select_related("user")
    # Of each member what a letter and the question who may see a case need.
    members = members.only("clinic", "role", "user__name", "user__email", "user__language")
    found = People({member.pk: member for member in members})
    found.on_case = {case_id: dict(team) for case_id, team in on_case.items()}
    standing = Wall.objects.filter(case__in=cases, lifted_at=None)
    found.walls = set(standing.values_list("case_id", "membership_id"))
    return found


def away(clinic: Clinic) -> dict[int, int]:
    """Return who of the clinic is away today, and who stands in for each."""
    today = clinics.today(clinic)
    running = Absence.objects.filter(
        clinic_id=clinic.pk, starts_on__lte=today, ends_on__gte=today, ended_at=None
    )
    return dict(running.values_list("membership_id", "stand_in_id"))


def hears(who: People, policy: ReminderPolicy, date: Date) -> set[int]:
    """Return the members who are to be reminded of a date: the case's team, and its owner."""
    team = who.team(date.case_id, policy.duties)
    if date.owner_id and who.may_see(date.owner_id, date.case_id):
        team = team | {date.owner_id}
    return team


def cases_with_dates() -> QuerySet[Case, int]:
    """Return the keys of the clinic's cases in which a date stands."""
    due = Q(deadlines__state="open", deadlines__act_by__isnull=False)
    heard = Q(proceedings__hearings__status="scheduled", proceedings__hearings__day__isnull=False)
    found = Case.objects.exclude(status="closed").filter(due | heard)
    return found.order_by(F("pk")).values_list("pk", flat=True).distinct()
