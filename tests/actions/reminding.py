"""What the tests of reminders share: an hour, a hearing with its date, and a sweep of one clinic."""

import datetime as dt
from typing import Any

from django.core import mail as outbox

from cases import mail
from cases.actions import proceedings
from cases.actions.reminders import sending
from cases.models import Hearing, Membership, Reminder
from tests import make
from tests.make import Cast

DAY = dt.date(2027, 2, 17)  # an individual hearing; act by Fri 15 Jan 2027, in 54 days
NINE = dt.time(9, 0)
NOW = dt.datetime(2026, 11, 22, 18, 0, tzinfo=dt.UTC)  # noon in Houston


def a_hearing(cast: Cast, day: dt.date = DAY, **more: Any) -> Hearing:
    """An individual hearing, recorded by the paralegal; it sets a deadline."""
    proceeding = make.make_proceeding(cast.case)
    return proceedings.add_hearing(
        proceeding=proceeding, by=cast.paralegal, kind="individual", day=day, time=NINE, **more
    )


def of_date(hearing: Hearing) -> Any:
    """The reminders of the deadline that the hearing set."""
    return Reminder.objects.filter(deadline__hearing=hearing).order_by("due_at", "pk")


def of_hearing(hearing: Hearing) -> Any:
    """The reminders of the hearing itself."""
    return Reminder.objects.filter(hearing=hearing).order_by("due_at", "pk")


def first(hearing: Hearing, member: Membership) -> Reminder:
    """The first reminder of the hearing's deadline to this member."""
    found: Reminder = of_date(hearing).filter(membership=member).first()
    return found


def sweep(cast: Cast) -> int:
    """Claim and send what is due, in the Bay clinic; return how many messages were taken."""
    claimed = [pk for clinic, pk in sending.claim() if clinic == cast.bay.pk]
    with mail.Line() as line:
        return sending.send(clinic=cast.bay, ids=claimed, line=line)


def letters(member: Membership) -> list[Any]:
    """The e-mails that reached this member."""
    return [letter for letter in outbox.outbox if letter.to == [member.user.email]]
