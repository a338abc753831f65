"""One of everything in the cast's case, so that every address has something real behind it."""

import datetime as dt
import io
import uuid
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from cases import vault
from cases.actions import screening
from cases.models import (
    Absence,
    Certificate,
    Charge,
    Client,
    ClockRuling,
    ClockStop,
    ContactPoint,
    Deadline,
    Decision,
    Declaration,
    Document,
    Exhibit,
    Filing,
    HearingReport,
    Invitation,
    JuvenileAge,
    Mark,
    Message,
    Move,
    Note,
    Packet,
    PacketExhibit,
    PacketPart,
    Paragraph,
    Party,
    Person,
    Proceeding,
    Reminder,
    ReminderConsent,
    SavedReport,
    Sponsor,
    Sponsorship,
    StatusAssertion,
    ToDo,
    Witness,
)
from tests import make
from tests.make import Cast

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def set_up(cast: Cast) -> dict[str, Any]:
    """Make the rows inside the Bay clinic's fence; return them by noun."""
    clinic, case, by = cast.bay, cast.case, cast.paralegal
    here: dict[str, Any] = {"clinic": clinic}
    with clinic.inside():
        person: Person = case.parties.get().person
        rows: dict[str, Any] = {"case": case, "person": person, "client": Client.objects.get(person=person)}
        rows["minor"] = person.minor_role
        aunt = make.make_person(clinic, "Rosa", "Tzoc")
        rows["party"] = Party.objects.create(**here, case=case, person=aunt, part="sponsor")
        rows["sponsor"] = Sponsor.objects.create(**here, person=aunt)
        rows["sponsorship"] = Sponsorship.objects.create(
            **here, minor=rows["minor"], sponsor=rows["sponsor"], category="2A"
        )
        rows["contact"] = ContactPoint.objects.create(**here, person=aunt, kind="phone", value="555-0101")
        rows["assertion"] = StatusAssertion.objects.create(
            **here,
            minor=rows["minor"],
            kind="uc_determination",
            asserted_on=dt.date(2025, 3, 1),
            source="dhs_record",
            recorded_by=by,
        )
        rows["note"] = Note.objects.create(**here, case=case, author=by, body="An invented note.")
        rows["assignment"] = case.assignments.get(membership=cast.attorney)
        rows["wall"] = case.walls.get()
        rows["saved"] = SavedReport.objects.create(**here, membership=cast.coordinator, name="Monday")
        rows["member"] = cast.volunteer
        rows["invitation_id"] = Invitation.objects.create(
            **here,
            email="new@example.org",
            role="paralegal",
            token_hash=uuid.uuid4().hex,
            invited_by=cast.coordinator,
            expires_at=timezone.now() + dt.timedelta(days=7),
        )
        rows |= _reminding(cast, person)
        rows |= _court(cast)
        rows |= _papers(cast, person)
        rows |= _clocks(cast, person, rows["proceeding"])
        rows |= _screenings(cast, person)
    return rows


def _reminding(cast: Cast, person: Person) -> dict[str, Any]:
    here: dict[str, Any] = {"clinic": cast.bay}
    today = timezone.localdate()
    phone = ContactPoint.objects.create(
        **here, person=person, kind="phone", value="555-0102", safety="as_agreed", rule="After school."
    )
    given: dict[str, Any] = {"capacity": "client", "language": "spa", "given_on": today}
    return {
        "absence": Absence.objects.create(
            **here, membership=cast.attorney, stand_in=cast.paralegal, starts_on=today, ends_on=today
        ),
        "consent": ReminderConsent.objects.create(
            **here, case=cast.case, person=person, contact=phone, recorded_by=cast.paralegal, **given
        ),
        "todo": ToDo.objects.create(
            **here,
            case=cast.case,
            kind="who_tells_the_child",
            about="An invented reason.",
            due_on=today,
            opened_by=cast.paralegal,
        ),
    }


def _court(cast: Cast) -> dict[str, Any]:
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
    return {
        "proceeding": proceeding,
        "hearing": hearing,
        "report": report,
        "decision": decision,
        "deadline": deadline,
        "filing": filing,
        "message": message,
        "reminder": reminder,
    }


def _screenings(cast: Cast, person: Person) -> dict[str, Any]:
    """One that is still being answered, and one that waits for its review."""
    finished = screening.start(case=cast.case, person=person, by=cast.paralegal)
    finished = screening.finish(screening=finished, version=1, by=cast.paralegal)
    opened = screening.start(case=cast.case, person=person, by=cast.paralegal)
    return {"screening": finished, "open_screening": opened}


def _clocks(cast: Cast, person: Person, proceeding: Proceeding) -> dict[str, Any]:
    """An I-589 whose clock was stopped twice, by hand and by an adjournment that an attorney answered for."""
    here: dict[str, Any] = {"clinic": cast.bay}
    today = timezone.localdate()
    proceeding.i589_filed_on = today - dt.timedelta(days=60)
    proceeding.save()
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


def _papers(cast: Cast, person: Person) -> dict[str, Any]:
    here: dict[str, Any] = {"clinic": cast.bay}
    declaration = Declaration.objects.create(
        **here,
        case=cast.case,
        declarant=person,
        created_by=cast.paralegal,
        interpreter=cast.interpreter,
        session_ends_at=timezone.now() + dt.timedelta(hours=2),
    )
    paragraph = Paragraph.objects.create(
        **here,
        declaration=declaration,
        position=1,
        text="I was born in an invented town.",
        updated_by=cast.paralegal,
    )
    sealed = io.BytesIO()
    stored = vault.encrypt_stream(io.BytesIO(PDF), sealed, wrapped_key=bytes(cast.case.key))
    file = default_storage.save(f"{uuid.uuid4()}", ContentFile(sealed.getvalue()))
    document = Document.objects.create(
        **here,
        case=cast.case,
        original_name="paper.pdf",
        media_type="application/pdf",
        size=len(PDF),
        pages=1,
        content_hash=stored.content_hash,
        original_file=file,
        pdf_file=file,
        pdf_size=len(PDF),
        uploaded_by=cast.paralegal,
    )
    exhibit = Exhibit.objects.create(
        **here, case=cast.case, document=document, position=1, title="A paper", created_by=cast.paralegal
    )
    mark = Mark.objects.create(
        **here,
        exhibit=exhibit,
        kind="highlight",
        page=1,
        left=1,
        top=1,
        right=9,
        bottom=9,
        made_by=cast.paralegal,
    )
    Certificate.objects.create(**here, exhibit=exhibit, kind="translation", name="An invented translator")
    packet = Packet.objects.create(
        **here,
        case=cast.case,
        proceeding=cast.case.proceedings.get(),
        title="EVIDENCE",
        state="built",
        built_at=timezone.now(),
        requested_by=cast.paralegal,
        pages=1,
    )
    line = PacketExhibit.objects.create(
        **here, packet=packet, exhibit=exhibit, position=1, tab="A", first_page=1
    )
    part = PacketPart.objects.create(**here, packet=packet, number=1, file=file, pages=1, size=len(PDF))
    witness = Witness.objects.create(
        **here, case=cast.case, name="An invented neighbour", summary="x", minutes=10, recorded_by=cast.paralegal
    )
    charge = Charge.objects.create(**here, case=cast.case, charge="x", recorded_by=cast.paralegal)
    return {
        "witness": witness,
        "charge": charge,
        "declaration": declaration,
        "paragraph": paragraph,
        "document": document,
        "exhibit": exhibit,
        "mark": mark,
        "packet": packet,
        "line": line,
        "part": part,
    }
