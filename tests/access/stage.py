"""One of everything in the cast's case, so that every address has something real behind it."""

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from cases.actions import screening
from cases.models import (
    Absence,
    Client,
    ContactPoint,
    Invitation,
    Note,
    Party,
    Person,
    ReminderConsent,
    SavedReport,
    Sponsor,
    Sponsorship,
    StatusAssertion,
    ToDo,
)
from tests import make
from tests.access import stage_court, stage_papers, stage_story
from tests.make import Cast


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
        rows |= stage_court.set_up(cast, person)
        rows |= stage_papers.set_up(cast, person)
        rows |= _screenings(cast, person)
        rows |= stage_story.set_up(cast, person)
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


def _screenings(cast: Cast, person: Person) -> dict[str, Any]:
    """One that is still being answered, and one that waits for its review."""
    finished = screening.start(case=cast.case, person=person, by=cast.paralegal)
    finished = screening.finish(screening=finished, version=1, by=cast.paralegal)
    opened = screening.start(case=cast.case, person=person, by=cast.paralegal)
    return {"screening": finished, "open_screening": opened}
