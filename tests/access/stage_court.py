"""The court's side of the stage: a proceeding, its hearing and decision, a date, its filing, a notice, stopped clocks."""

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from cases.models import (
    Applicant,
    ClockRuling,
    ClockStop,
    DatedNotice,
    Deadline,
    Decision,
    Filing,
    HearingReport,
    JuvenileAge,
    Message,
    Move,
    Person,
    Proceeding,
    Reminder,
)
from tests import make
from tests.make import Cast


def set_up(cast: Cast, person: Person) -> dict[str, Any]:
    """Return a removal proceeding with a hearing, a decision, a date, its filing and a notice, by noun."""
    here: dict[str, Any] = {"clinic": cast.bay}
    proceeding = make.make_proceeding(cast.case)
    hearing = make.make_hearing(proceeding, timezone.localdate() + dt.timedelta(days=90))
    report = HearingReport.objects.create(
        **here,
        hearing=hearing,
        source="notice",
        setting="at",
        day=hearing.day,
        time=hearing.time,
        is_adopted=True,
        reported_by=cast.paralegal,
    )
    decision = Decision.objects.create(
        **here,
        proceeding=proceeding,
        outcome="removal",
        decided_on=timezone.localdate(),
        service="oral",
        served_on=timezone.localdate(),
        recorded_by=cast.paralegal,
    )
    assert hearing.day is not None
    day = hearing.day - dt.timedelta(days=32)
    deadline = Deadline.objects.create(
        **here,
        case=cast.case,
        proceeding=proceeding,
        hearing=hearing,
        rule="EOIR_INDIVIDUAL_30",
        rule_version="test",
        kind="duty",
        title="File the evidence",
        trigger=f"hearing:{hearing.pk}",
        facts={"hearing": str(hearing.day)},
        nominal_on=day,
        legal_on=day,
        safe_on=day,
        act_by=day,
        authority="an invented authority",
        verification="from memory",
    )
    filing = Filing.objects.create(
        **here,
        case=cast.case,
        proceeding=proceeding,
        deadline=deadline,
        title="Evidence",
        method="mail",
        filed_on=timezone.localdate(),
        filed_by=cast.attorney,
        recorded_by=cast.paralegal,
    )
    message = Message.objects.create(
        **here,
        case=cast.case,
        to=cast.attorney,
        message_id=f"<{uuid.uuid4()}@test>",
        subject="x",
        text="x",
        state="sent",
    )
    reminder = Reminder.objects.create(
        **here,
        case=cast.case,
        deadline=deadline,
        membership=cast.attorney,
        offset_days=14,
        about_on=day,
        planned_for=timezone.now(),
        due_at=timezone.now(),
        state="sent",
        sent_at=timezone.now(),
        message=message,
    )
    notice = DatedNotice.objects.create(
        **here,
        case=cast.case,
        person=person,
        kind="rfe",
        notice_on=timezone.localdate(),
        service="mail",
        recorded_by=cast.paralegal,
    )
    return {
        **clocks(cast, person, proceeding),
        "notice": notice,
        "proceeding": proceeding,
        "hearing": hearing,
        "report": report,
        "decision": decision,
        "deadline": deadline,
        "filing": filing,
        "message": message,
        "reminder": reminder,
    }


def clocks(cast: Cast, person: Person, proceeding: Proceeding) -> dict[str, Any]:
    """An I-589 whose clock was stopped twice, by hand and by an adjournment that an attorney answered for."""
    here: dict[str, Any] = {"clinic": cast.bay}
    today = timezone.localdate()
    proceeding.i589_filed_on = today - dt.timedelta(days=60)
    proceeding.save()
    Applicant.objects.create(
        **here,
        case=cast.case,
        proceeding=proceeding,
        person=person,
        received_on=proceeding.i589_filed_on,
        recorded_by=cast.paralegal,
    )
    adjourned = make.make_hearing(
        proceeding, today - dt.timedelta(days=30), kind="master", status="held", adjournment_code="38"
    )
    return {
        "adjourned": adjourned,
        "stop": ClockStop.objects.create(
            **here,
            proceeding=proceeding,
            began_on=today - dt.timedelta(days=10),
            reason="Missed biometrics",
            source="uscis_notice",
            recorded_by=cast.paralegal,
        ),
        "ruling": ClockRuling.objects.create(
            **here,
            hearing=adjourned,
            code="38",
            stops=False,
            reason="The judge was ill.",
            decided_by=cast.attorney,
        ),
        "move": Move.objects.create(**here, person=person, moved_on=today, recorded_by=cast.paralegal),
        "age": JuvenileAge.objects.create(
            **here, state="CA", age=21, citation="An invented statute", decided_by=cast.supervisor
        ),
    }
