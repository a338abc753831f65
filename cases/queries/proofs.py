"""The proof: counted from the dates outward, whether every recorded date's reminder went to somebody."""

import datetime as dt
import json
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone

from cases.access.roles import May
from cases.mail import phrases
from cases.models import Case, Clinic, Heartbeat, Membership, MorningProof, Reminder, ReminderPolicy, ToDo
from cases.models.policies import OFFSETS
from cases.queries import clinics, promises
from cases.queries.reminders import STANDS, leads

SWEEP, PROOF = "reminders", "proof"  # names of heartbeats
SAID = ("sent", "acknowledged", "escalated")
GRACE = dt.timedelta(minutes=10)  # besides one interval of the sweep: so long may a promise take
AFTER = dt.timedelta(minutes=15)  # after the clinic's morning the proof is taken

# Dates that stand and of which the ledger is silent although the policy called for a word. Each date is asked for
# its latest offset that has passed since it was recorded and since the policy was last changed; of a date of which
# no offset has passed yet there must at least be something planned.
UNSPOKEN = """
WITH live AS (
    SELECT d.id AS deadline_id, NULL::bigint AS hearing_id, d.case_id, d.act_by AS on_day, d.kind, d.created_at
    FROM cases_deadline d WHERE d.state = 'open' AND d.act_by IS NOT NULL
    UNION ALL
    SELECT NULL, h.id, p.case_id, h.day, 'hearing', h.created_at
    FROM cases_hearing h JOIN cases_proceeding p ON p.id = h.proceeding_id
    WHERE h.status = 'scheduled' AND h.day IS NOT NULL
)
SELECT live.case_id, live.deadline_id, live.hearing_id FROM live
JOIN cases_case c ON c.id = live.case_id AND c.status <> 'closed'
LEFT JOIN LATERAL (
    SELECT at AS last, n FROM (
        SELECT days.n::int AS n, (live.on_day - days.n::int + %(morning)s::time) AT TIME ZONE %(zone)s AS at
        FROM jsonb_array_elements_text(COALESCE(%(offsets)s::jsonb -> live.kind, %(offsets)s::jsonb -> 'duty')) AS days(n)
    ) AS each
    WHERE at > GREATEST(live.created_at, %(changed)s::timestamptz) AND at <= %(until)s
    ORDER BY at DESC LIMIT 1
) AS called ON true
WHERE jsonb_array_length(COALESCE(%(offsets)s::jsonb -> live.kind, %(offsets)s::jsonb -> 'duty')) > 0
AND NOT EXISTS (
    SELECT 1 FROM cases_reminder r
    WHERE r.about_on = live.on_day AND (r.deadline_id = live.deadline_id OR r.hearing_id = live.hearing_id)
      AND r.kind = 'reminder' AND (
          called.last IS NULL OR r.offset_days = called.n OR r.planned_for BETWEEN called.last AND %(now)s
      )
)
"""


@dataclass(frozen=True)
class Proof:
    """What one clinic's ledger says of one stretch of time. Acknowledged means read, not done."""

    since: dt.datetime
    taken_at: dt.datetime
    due: int
    sent: int
    acknowledged: int
    escalated: int
    excused: int
    waiting: int
    failed: int
    unspoken: int
    unheard: int
    swept_at: dt.datetime | None
    sweep_is_late: bool

    @property
    def holds(self) -> bool:
        """Whether every recorded date's reminder was sent, or says why it could not be."""
        return not (self.waiting or self.failed or self.unspoken or self.unheard or self.sweep_is_late)

    def sentence(self, zone: str) -> str:
        """Return ``41 due, 41 sent, 39 acknowledged (read, not done); last sweep 05:58``."""
        swept = f"{self.swept_at.astimezone(ZoneInfo(zone)):%H:%M}" if self.swept_at else "never"
        return f"{self.due} due, {self.sent} sent, {self.acknowledged} acknowledged (read, not done); last sweep {swept}"

    def wrong(self, language: str = "en") -> list[str]:
        """Return what is wrong, a sentence each in the language; empty when the proof holds."""
        counts = {
            "waiting": self.waiting,
            "failed": self.failed,
            "unspoken": self.unspoken,
            "unheard": self.unheard,
        }
        lines = [phrases.wrong(what, number, language) for what, number in counts.items() if number]
        return [*lines, phrases.LATE.get(language, phrases.LATE["en"])] if self.sweep_is_late else lines


def late_after() -> dt.timedelta:
    """Return how old the last sweep, or an unkept promise, may be before it is called late."""
    return GRACE + dt.timedelta(seconds=settings.AMPARO_SWEEP_SECONDS)


def prove(*, clinic: Clinic) -> Proof:
    """Count now, inside the clinic's fence: everything promised since yesterday's midnight there, and every live date."""
    now = timezone.now()
    until = now - late_after()
    zone = ZoneInfo(clinic.time_zone)
    yesterday = clinics.today(clinic) - dt.timedelta(days=1)
    since = dt.datetime.combine(yesterday, dt.time(0), tzinfo=zone)
    # What was withdrawn because its date moved or ended was never due; other reasons are counted as reasons.
    lived = STANDS | Q(state__in=SAID)
    rows = Reminder.objects.filter(clinic_id=clinic.pk).filter(lived)
    counted = rows.filter(planned_for__gte=since, planned_for__lte=until).aggregate(
        due=Count("pk"),
        sent=Count("pk", filter=Q(sent_at__isnull=False, state__in=SAID)),
        acknowledged=Count("pk", filter=Q(state="acknowledged")),
        escalated=Count("pk", filter=Q(state="escalated")),
        excused=Count("pk", filter=Q(state="withdrawn")),
        unheard=Count("pk", filter=Q(state="withdrawn", membership=None, contact=None)),
    )
    waiting = rows.filter(STANDS, state__in=Reminder.WAITING, planned_for__lte=until).count()
    swept_at = _swept_at()
    return Proof(
        since=since,
        taken_at=now,
        **counted,
        waiting=waiting,
        failed=rows.filter(STANDS, state="failed").count(),
        unspoken=len(unspoken(clinic=clinic)),
        swept_at=swept_at,
        sweep_is_late=_is_late(swept_at),
    )


def unspoken(*, clinic: Clinic) -> list[tuple[int, int | None, int | None]]:
    """Return (case, deadline, hearing) of live dates of which the ledger is silent though the policy called for a word."""
    policy: ReminderPolicy = promises.policy_of(clinic)
    offsets = {kind: policy.days_ahead(kind) for kind in {*OFFSETS, *policy.offsets}}
    with connection.cursor() as cursor:
        cursor.execute(
            UNSPOKEN,
            {
                "morning": clinic.morning.isoformat(),
                "zone": clinic.time_zone,
                "offsets": json.dumps(offsets),
                "changed": policy.changed_at or dt.datetime(2000, 1, 1, tzinfo=dt.UTC),
                "until": timezone.now() - late_after(),
                "now": timezone.now(),
            },
        )
        return [(row[0], row[1], row[2]) for row in cursor.fetchall()]


def is_time(clinic: Clinic) -> bool:
    """Say whether the clinic's morning has come and its proof can be taken."""
    zone = ZoneInfo(clinic.time_zone)
    morning = dt.datetime.combine(clinics.today(clinic), clinic.morning, tzinfo=zone)
    return timezone.now() >= morning + AFTER


def of_morning(*, member: Membership) -> MorningProof | None:
    """Return the latest morning's proof of the member's clinic."""
    found: MorningProof | None = (
        MorningProof.objects.filter(clinic_id=member.clinic_id).order_by("-day").first()
    )
    return found


@dataclass(frozen=True)
class Morning:
    """What the coordinator's first page says of the reminders."""

    sentence: str
    wrong: list[str]
    escalated: int
    todos: int


def for_first_page(*, member: Membership) -> Morning | None:
    """Return the morning's proof in words, for those who answer for the clinic; None for everybody else."""
    if not member.may(May.SEE_REPORTS):
        return None
    now = _of_page(of_morning(member=member), member.clinic)
    if now is None:
        return Morning("", [], 0, 0)
    return Morning(
        sentence=now.sentence(member.clinic.time_zone),
        wrong=now.wrong(),
        escalated=len(escalated(member=member)),
        todos=ToDo.objects.visible_to(member).filter(done_at=None).count(),
    )


def _of_page(kept: MorningProof | None, clinic: Clinic) -> Proof | None:
    """The morning's proof with the sweep as it is now; counted here where none was kept yet; None before the first morning."""
    if kept is not None:
        swept_at = _swept_at()
        counted = {name: getattr(kept, name) for name in _COUNTS}
        return Proof(**counted, swept_at=swept_at, sweep_is_late=_is_late(swept_at))
    return prove(clinic=clinic) if _swept_at() is not None and is_time(clinic) else None


_COUNTS = (
    "since", "taken_at", "due", "sent", "acknowledged", "escalated", "excused",
    "waiting", "failed", "unspoken", "unheard",
)  # fmt: skip


def _swept_at() -> dt.datetime | None:
    return clinics.heartbeats().get(SWEEP)


def _is_late(swept_at: dt.datetime | None) -> bool:
    return swept_at is None or swept_at < timezone.now() - late_after()


def failing() -> int | None:
    """Return in how many clinics the last proof failed, and None when none was ever taken. Read outside every fence."""
    beat = Heartbeat.objects.filter(name=PROOF).first()
    return int(beat.detail.get("failing", 0)) if beat else None


def silent(*, member: Membership) -> list[Case]:
    """Return the cases, as far as this member may see them, with a live date of which the ledger is silent."""
    cases = {case_id for case_id, _, _ in unspoken(clinic=member.clinic)}
    return list(Case.objects.visible_to(member).filter(pk__in=cases).order_by("reference")[:50])


def escalated(*, member: Membership) -> list[Reminder]:
    """Return what went unanswered, undelivered or unheard about dates that stand, nearest first, each date once."""
    rows = Reminder.objects.visible_to(member).filter(STANDS, state__in=("escalated", "failed"))
    rows = rows.exclude(kind="escalation", state="escalated").select_related(
        "case", "deadline__person", "hearing", "membership__user", "message"
    )
    once: dict[tuple[int | None, int | None], Reminder] = {}
    rows = rows.prefetch_related(leads("case"))
    for row in rows.order_by("about_on", "pk")[:200]:
        once.setdefault((row.deadline_id, row.hearing_id), row)
    return list(once.values())[:50]
