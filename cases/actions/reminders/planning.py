"""Promising: the rows that say who will be told of which date and when, and their taking back."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from django.contrib.postgres.aggregates import ArrayAgg, BoolOr
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from cases.actions import bell
from cases.mail import phrases
from cases.models import Case, Clinic, Deadline, Reminder, ReminderPolicy
from cases.queries import clinics, consents, promises
from cases.queries.promises import Date, People

AT_ONCE = 2000  # rows in one INSERT
NOBODY = "nobody in the clinic may be told: no one works on the case, and no coordinator may see it"
_Key = tuple[int | None, int | None, dt.date]  # deadline, hearing, day
_Addressee = tuple[str, int | None, int | None, str]  # kind, member, contact, channel
_NOBODY: _Addressee = (Reminder.Kind.REMINDER, None, None, Reminder.Channel.EMAIL)


@dataclass(frozen=True)
class _Desk:
    """What planning needs to know of a clinic at this moment."""

    clinic: Clinic
    policy: ReminderPolicy
    now: dt.datetime
    since: dt.datetime  # moments from here on are promised, also those that have passed meanwhile
    today: dt.date
    who: People
    promised: dict[_Key, dict[_Addressee, set[int]]]  # days ahead that have a row which was not withdrawn
    mornings: dict[dt.date, dt.datetime] = field(default_factory=dict)

    def moment(self, on: dt.date, days: int) -> dt.datetime:
        """Return when a date is spoken of so many days ahead: in the clinic's morning, out of its quiet hours."""
        day = on - dt.timedelta(days=days)
        if day not in self.mornings:
            morning = promises.moment(self.clinic, day, 0)
            self.mornings[day] = promises.out_of_quiet(self.clinic, self.policy, morning)
        return self.mornings[day]


def plan_for_case(*, case: Case) -> int:
    """Plan what is missing for a case; see ``plan_for_cases``. Runs in the caller's transaction."""
    clinic = Clinic.objects.get(pk=case.clinic_id)
    return plan_for_cases(clinic=clinic, case_ids=[case.pk])


@transaction.atomic(savepoint=False)
def plan_for_cases(*, clinic: Clinic, case_ids: Collection[int], since: dt.datetime | None = None) -> int:
    """Plan what is missing: for each date that stands, each person who is to hear of it. Return how many rows were.

    One row per (date, person, channel, offset), so planning twice changes nothing. Whoever has had no word of
    a near date gets one now; reminders whose moment has passed (by ``since``, default: now) are not made up
    afterwards. What a hearing that moved or ended left behind is withdrawn.
    """
    dates, promised = promises.live(case_ids), _promised(case_ids)
    if promised.hearings - {date.key for date in dates}:
        _withdraw_left_behind(case_ids)
    if not dates:
        return 0
    desk = _Desk(
        clinic=clinic,
        policy=promises.policy_of(clinic),
        now=timezone.now(),
        since=since or timezone.now(),
        today=clinics.today(clinic),
        who=promises.people(clinic, case_ids),
        promised=promised.ahead,
    )
    rows = [row for date in dates for row in _for_staff(desk, date)]
    rows += _for_clients(desk, [date for date in dates if date.hearing_id])
    for start in range(0, len(rows), AT_ONCE):
        Reminder.objects.bulk_create(rows[start : start + AT_ONCE], ignore_conflicts=True)
    if rows:
        bell.ring("cases.tasks.sweep_reminders")
    return len(rows)


def plan_once_a_day(*, clinic: Clinic) -> int:
    """Plan whatever events left out: assignments that begin today, dates that were loaded in bulk."""
    cases = list(promises.cases_with_dates())
    return sum(
        plan_for_cases(clinic=clinic, case_ids=cases[start : start + 500])
        for start in range(0, len(cases), 500)
    )


@dataclass(frozen=True)
class _Promised:
    """What has a row that was not withdrawn; and nobody (no member), where that was recorded."""

    ahead: dict[_Key, dict[_Addressee, set[int]]] = field(default_factory=lambda: defaultdict(dict))
    hearings: set[_Key] = field(default_factory=set)  # of which something has not gone out yet


def _promised(case_ids: Collection[int]) -> _Promised:
    promised = _Promised()
    standing = Reminder.objects.filter(
        ~Q(state=Reminder.State.WITHDRAWN) | Q(membership=None, contact=None), case__in=case_ids
    )
    columns = (
        "deadline_id", "hearing_id", "about_on", "kind", "membership_id", "contact_id", "channel",
    )  # fmt: skip
    waits = BoolOr(Q(state__in=Reminder.WAITING))
    rows = standing.order_by().values_list(*columns).annotate(offsets=ArrayAgg("offset_days"), waits=waits)
    for deadline, hearing, on, kind, member, contact, channel, offsets, is_waiting in rows.iterator():
        key = (deadline, hearing, on)
        promised.ahead[key][kind, member, contact, channel] = set(offsets)
        if is_waiting and hearing:
            promised.hearings.add(key)
    return promised


def _for_staff(desk: _Desk, date: Date) -> Iterator[Reminder]:
    members = promises.hears(desk.who, desk.policy, date)
    promised = desk.promised.get(date.key, {})
    if not members and _NOBODY not in promised:
        yield _row(desk, date, days=(date.on - desk.today).days, at=desk.now, because=NOBODY)
    for member in sorted(members):
        said = promised.get((Reminder.Kind.REMINDER, member, None, Reminder.Channel.EMAIL))
        ahead = desk.policy.days_ahead(date.kind)
        for days, at in _moments(desk, date, ahead, said=said or set(), is_new=said is None):
            yield _row(desk, date, days=days, at=at, membership_id=member)
        if date.wants_packet:
            warned = promised.get((Reminder.Kind.PACKET, member, None, Reminder.Channel.EMAIL), set())
            for days, at in _moments(desk, date, desk.policy.packet_offsets, said=warned):
                yield _row(desk, date, days=days, at=at, membership_id=member, kind=Reminder.Kind.PACKET)


def _moments(
    desk: _Desk, date: Date, offsets: Iterable[int], *, said: Collection[int], is_new: bool = False
) -> Iterator[tuple[int, dt.datetime]]:
    """Each offset whose moment is still to come and that has no row; and for who has had no word of a near date, now."""
    days_left, ahead = (date.on - desk.today).days, list(offsets)
    spoken_today = False
    for days in ahead:
        if days in said:
            continue
        at = desk.moment(date.on, days)
        if at > desk.since:
            spoken_today = spoken_today or days == days_left
            yield days, at
    if is_new and not spoken_today and days_left <= max(ahead, default=0):
        is_urgent = 0 <= days_left <= desk.policy.urgent_days
        yield days_left, desk.now if is_urgent else promises.out_of_quiet(desk.clinic, desk.policy, desk.now)


def _for_clients(desk: _Desk, dates: list[Date]) -> list[Reminder]:
    """Rows for those who agreed to be reminded of hearings, at the contact point that they named."""
    agreed = consents.standing(case_ids=[date.case_id for date in dates]) if dates else {}
    return [
        _row(desk, date, days=days, at=at, contact_id=each.contact_id, channel=consents.channel_of(each.contact),
             kind=Reminder.Kind.CLIENT)
        for date in dates
        for each in agreed.get(date.case_id, [])
        for days, at in _moments(
            desk, date, desk.policy.client_offsets,
            said=_said_to(desk, date, each.contact_id, consents.channel_of(each.contact)),
        )
    ]  # fmt: skip


def _said_to(desk: _Desk, date: Date, contact_id: int, channel: str) -> set[int]:
    return desk.promised.get(date.key, {}).get((Reminder.Kind.CLIENT, None, contact_id, channel), set())


def _row(
    desk: _Desk,
    date: Date,
    *,
    days: int,
    at: dt.datetime,
    membership_id: int | None = None,
    contact_id: int | None = None,
    channel: str = Reminder.Channel.EMAIL,
    kind: str = Reminder.Kind.REMINDER,
    because: str = "",
) -> Reminder:
    return Reminder(
        clinic_id=desk.clinic.pk,
        case_id=date.case_id,
        deadline_id=date.deadline_id,
        hearing_id=date.hearing_id,
        about_on=date.on,
        membership_id=membership_id,
        contact_id=contact_id,
        channel=channel,
        kind=kind,
        offset_days=max(min(days, 32000), -32000),
        planned_for=at,
        due_at=at,
        state=Reminder.State.WITHDRAWN if because else Reminder.State.PLANNED,
        withdrawn_because=because,
    )


def withdraw(*, deadline_id: int, because: str) -> None:
    """Take back what has not gone out about a deadline; runs in the caller's transaction."""
    _take_back(Q(deadline_id=deadline_id), because)


def withdraw_for_contact(*, case_id: int, contact_id: int, because: str) -> int:
    """Take back what has not gone out to a contact point about a case; in the caller's transaction. Return how many."""
    return _take_back(Q(case_id=case_id, contact_id=contact_id), because)


def _take_back(which: Q, because: str) -> int:
    waiting = Reminder.objects.filter(which, state__in=Reminder.WAITING)
    return int(waiting.update(state=Reminder.State.WITHDRAWN, withdrawn_because=because[:200]))


def _withdraw_left_behind(case_ids: Collection[int]) -> None:
    """A hearing keeps its row when it moves: what speaks of its earlier day, or of one that ended, is withdrawn."""
    gone = ~Q(hearing__status="scheduled") | Q(hearing__day=None) | ~Q(hearing__day=F("about_on"))
    stale = Reminder.objects.filter(
        gone, case__in=case_ids, hearing__isnull=False, state__in=Reminder.WAITING
    )
    _take_back(Q(pk__in=stale.values("pk")), "the hearing moved or ended")


def hand_over(*, earlier_id: int, later_id: int) -> None:
    """Let what was said and will be said of a date speak of the row that now holds it; in the caller's transaction.

    What was sent goes too: the date is the same, so nobody is told of it anew.
    """
    Reminder.objects.filter(deadline_id=earlier_id).exclude(state=Reminder.State.WITHDRAWN).update(
        deadline_id=later_id
    )


def reopened(*, deadline: Deadline) -> int:
    """Plan for a date that was closed and stands again, and tell everybody at once. In the caller's transaction."""
    planned = plan_for_case(case=deadline.case)
    if deadline.act_by is None:
        return planned
    clinic = Clinic.objects.get(pk=deadline.clinic_id)
    days = (deadline.act_by - clinics.today(clinic)).days
    mine = Reminder.objects.filter(deadline_id=deadline.pk, kind=Reminder.Kind.REMINDER)
    waiting_now = mine.filter(state__in=Reminder.WAITING, due_at__lte=timezone.now())
    told = set(waiting_now.values_list("membership_id", flat=True))
    who, policy = promises.people(clinic, [deadline.case_id]), promises.policy_of(clinic)
    date = Date(deadline.case_id, deadline.act_by, deadline.kind, deadline.pk, owner_id=deadline.owner_id)
    now = timezone.now()
    desk = _Desk(clinic, policy, now, now, clinics.today(clinic), who, promised={})
    # What was said under this very offset is said again: the escalation's key leaves room beside the reminder's.
    rows = [
        _row(desk, date, days=days, at=desk.now, membership_id=member, kind=Reminder.Kind.ESCALATION)
        for member in sorted(promises.hears(who, policy, date) - told)
    ]
    for row in rows:
        row.escalated_because = phrases.REOPENED
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    return planned + len(rows)
