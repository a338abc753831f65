"""Dates that are due at this moment, in a clinic where it is the middle of the morning."""

import datetime as dt
import re
from collections import Counter

from django.db import connection
from django.utils import timezone

from cases.actions import proceedings
from cases.models import Case, Clinic, Hearing, Membership, Message, Reminder
from tests import make
from tests.faults.post_office import PostOffice, Received
from tests.make import Cast

LINK = re.compile(r"/(?:deadlines|hearings)/\d+")


def a_cast() -> Cast:
    """Two clinics, everybody in them, real commits; the Bay clinic's clock stands at ten in the morning."""
    cast = make.make_cast()
    Clinic.objects.filter(pk=cast.bay.pk).update(time_zone=make.zone_where_it_is_ten())
    cast.bay.refresh_from_db()
    return cast


def a_hearing(cast: Cast, case: Case, *, days: int = 75) -> Hearing:
    """Record an individual hearing so many days ahead; its act-by date plans reminders for the case's team."""
    with cast.bay.inside():
        day = timezone.localdate() + dt.timedelta(days=days)
        while day.weekday() > 4:
            day += dt.timedelta(days=1)
        return proceedings.add_hearing(
            proceeding=make.make_proceeding(case),
            by=cast.paralegal,
            kind="individual",
            day=day,
            time=dt.time(9),
        )


def more_cases(cast: Cast, number: int) -> list[Membership]:
    """Make so many more cases with a hearing and an attorney of their own; return the attorneys."""
    attorneys = [make.make_member(cast.bay, "pro_bono_attorney") for _ in range(number)]
    for attorney in attorneys:
        with cast.bay.inside():
            case = make.make_case(cast.bay)
            make.assign(case, attorney)
        a_hearing(cast, case)
    return attorneys


def make_due(cast: Cast, *, at: dt.datetime | None = None) -> int:
    """Let what is planned next for each person and date fall due at a moment (default: now); return how many."""
    with cast.bay.inside():
        planned = Reminder.objects.filter(state="planned", kind="reminder").order_by(
            "deadline_id", "hearing_id", "membership_id", "due_at"
        )
        ids = list(
            planned.distinct("deadline_id", "hearing_id", "membership_id").values_list("pk", flat=True)
        )
        at = at or timezone.now()
        return int(Reminder.objects.filter(pk__in=ids).update(due_at=at, planned_for=at))


def states(cast: Cast) -> Counter[str]:
    """Return how many of the clinic's reminders that have begun stand in each state."""
    with cast.bay.inside():
        found = Reminder.objects.exclude(state="planned", due_at__gt=timezone.now() + dt.timedelta(hours=1))
        counted = Counter(found.values_list("state", flat=True))
    connection.close()  # nothing of ours is idle when a server is restarted
    return counted


def all_sent(cast: Cast) -> bool:
    """Whether everything that was due is booked as sent."""
    return set(states(cast)) == {"sent"}


def booked(cast: Cast) -> list[Message]:
    """Return the clinic's messages as the ledger knows them."""
    with cast.bay.inside():
        return list(Message.objects.order_by("pk"))


def settled(cast: Cast) -> bool:
    """Whether nothing that was due is still to be sent or in a worker's hands."""
    with cast.bay.inside():
        late = Reminder.objects.filter(state="planned", due_at__lte=timezone.now())
        found = late.exists() or Reminder.objects.filter(state="claimed").exists()
    connection.close()
    return not found


def is_about_a_date(came: Received) -> bool:
    """Whether a letter tells of a date: a morning's proof that failed meanwhile tells of none."""
    return LINK.search(came.text) is not None


def letters(office: PostOffice) -> list[Received]:
    """Return what came about dates."""
    return [each for each in list(office.kept) if is_about_a_date(each)]


def told(office: PostOffice) -> Counter[tuple[str, str]]:
    """Return how many messages told each person of each date, by the links in them."""
    return Counter(
        (to, link) for each in letters(office) for to in each.to for link in set(LINK.findall(each.text))
    )
