"""Looking again, right before sending: who may still hear of which date, who stands in for whom, what is muted."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from cases.models import Case, Clinic, Deadline, Hearing, Membership, Mute, Reminder, ReminderPolicy
from cases.models.policies import HEARING
from cases.queries import clinics, consents, packets, promises
from cases.queries.promises import Date, People
from cases.queries.reminders import stands

ANSWERS_WANTED = ("duty", "court_set", "expiry", HEARING)  # a date of which somebody must say that they know
AWAY = "this person is away, and so is the stand-in, or may not see the case"
Kind = Reminder.Kind


class Check:
    """Everything about one clinic that decides whether these reminders may go now; asked once for all of them."""

    def __init__(self, clinic: Clinic, rows: Sequence[Reminder]) -> None:
        self.clinic, self.rows = clinic, rows
        self.now = timezone.now()
        self.today = clinics.today(clinic)

    @cached_property
    def policy(self) -> ReminderPolicy:
        """The clinic's policy."""
        return promises.policy_of(self.clinic)

    @cached_property
    def who(self) -> People:
        """Who works on the cases now."""
        reminded = {row.membership_id for row in self.rows if row.membership_id}
        return promises.people(self.clinic, {row.case_id for row in self.rows}, besides=reminded)

    @cached_property
    def away(self) -> dict[int, int]:
        """Who of the clinic is away today, and their stand-in."""
        return promises.away(self.clinic)

    def _takes_over(self, stand_in: int, case_id: int) -> bool:
        """Whether a stand-in is there and may see the case: reminders are passed on once, not along a chain."""
        return stand_in not in self.away and self.who.may_see(stand_in, case_id)

    @cached_property
    def muted(self) -> set[tuple[int, str]]:
        """Which member muted which kind."""
        members = {row.membership_id for row in self.rows} - {None}
        return set(Mute.objects.filter(membership__in=members).values_list("membership_id", "kind"))

    @cached_property
    def packed(self) -> set[int]:
        """The hearings for which a packet is under way or built."""
        hearings = {row.hearing_id for row in self.rows if row.hearing_id and row.kind == Kind.PACKET}
        found = Hearing.objects.filter(packets.has_packet(), pk__in=hearings)
        return set(found.values_list("pk", flat=True)) if hearings else set()

    @cached_property
    def agreed(self) -> dict[tuple[int, int], str]:
        """The languages of the consents that stand, by case and contact point."""
        cases = {row.case_id for row in self.rows if row.contact_id}
        if not cases:
            return {}
        found = consents.standing(case_ids=cases)
        return {(case, each.contact_id): each.language for case, given in found.items() for each in given}

    def why_not(self, row: Reminder) -> str:
        """Return why this must not be sent now; empty when it may."""
        if row.case.status == Case.Status.CLOSED:
            return "the case is closed"
        if not stands(row):
            return "the date no longer stands"
        if row.contact_id is not None:
            return self._why_not_client(row)
        return self._why_not_member(row)

    def _why_not_client(self, row: Reminder) -> str:
        if (row.case_id, row.contact_id) not in self.agreed:
            return "no consent stands for this contact, or it may no longer be used"
        return "" if row.hearing and row.hearing.time else "the hearing has no time yet"

    def _why_not_member(self, row: Reminder) -> str:
        member = row.membership_id
        if member not in self.who.members:
            return "this person no longer works in the clinic"
        if not self.who.may_see(member, row.case_id):
            return "this person may no longer see the case"
        if row.kind != Kind.ESCALATION and member not in promises.hears(self.who, self.policy, _date(row)):
            return "this person no longer works on the case"
        stand_in = self.away.get(member)
        if stand_in is not None and not self._takes_over(stand_in, row.case_id):
            # Whoever answers for the clinic is told of others' absences; of their own, they still get the mail.
            return "" if row.kind == Kind.ESCALATION else AWAY
        if row.kind == Kind.PACKET and row.hearing_id in self.packed:
            return "a packet is under way"
        return "this person muted dates of this kind" if self._is_muted(row, member) else ""

    def _is_muted(self, row: Reminder, member: int) -> bool:
        """A muted kind stays silent, except for a court date of the person's own case."""
        if row.kind == Kind.ESCALATION or (member, kind_of(row)) not in self.muted:
            return False
        is_own = member in self.who.on_case.get(row.case_id, {}) or (
            row.deadline is not None and row.deadline.owner_id == member
        )
        return not (is_own and is_court_date(row))

    def reader_of(self, row: Reminder) -> Membership:
        """Return who gets the message: the person reminded, or their stand-in."""
        member = row.membership_id or 0
        stand_in = self.away.get(member)
        if stand_in is not None and self._takes_over(stand_in, row.case_id):
            return self.who.members[stand_in]
        return self.who.members[member]

    def by_reader(self, rows: Sequence[Reminder]) -> list[list[Reminder]]:
        """Return rows that would travel together, apart by who gets them: whoever had their message before comes first.

        A stand-in may see one case of a digest and not another, and then the other goes to the person who is away.
        """
        parts: dict[tuple[int | None, int | None], list[Reminder]] = {}
        for row in rows:
            reader = None if row.contact_id is not None else self.reader_of(row).pk
            parts.setdefault((row.contact_id, reader), []).append(row)
        had = next((row.message.to_id for row in rows if row.message), None)
        return [parts[key] for key in sorted(parts, key=lambda key: key[1] != had)]

    def language_of(self, row: Reminder) -> str:
        """Return the language in which the person behind a contact point agreed to be written to."""
        return self.agreed[row.case_id, row.contact_id or 0]

    def is_urgent(self, row: Reminder) -> bool:
        """Say whether so few days are left that it travels alone and ignores quiet hours."""
        return 0 <= (row.about_on - self.today).days <= self.policy.urgent_days

    def quiet_until(self, row: Reminder) -> datetime | None:
        """Return when quiet hours end, for a reminder that falls into them and can wait."""
        if row.contact_id is None and self.is_urgent(row):
            return None
        later = promises.out_of_quiet(self.clinic, self.policy, self.now)
        return later if later > self.now else None

    def escalates_at(self, row: Reminder) -> datetime | None:
        """Return when the coordinators hear of a reminder that goes out now, unless somebody acknowledges it."""
        if row.kind != Kind.REMINDER or kind_of(row) not in ANSWERS_WANTED:
            return None
        return self.now + self.policy.patience((row.about_on - self.today).days)


def _date(row: Reminder) -> Date:
    owner = row.deadline.owner_id if row.deadline else None
    return Date(row.case_id, row.about_on, kind_of(row), row.deadline_id, row.hearing_id, owner_id=owner)


def kind_of(row: Reminder) -> str:
    """Return the kind of date that a reminder speaks of, as the policy and the mutes know it."""
    return row.deadline.kind if row.deadline else HEARING


def is_court_date(row: Reminder) -> bool:
    """Say whether a court set the date: a hearing, what is due before one or after a decision, a judge's order."""
    deadline: Deadline | None = row.deadline
    if deadline is None:
        return True
    return deadline.kind == "court_set" or bool(deadline.hearing_id or deadline.decision_id)
