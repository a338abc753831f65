"""What messages say: every one of them is rendered with canaries in the file, and none of them sings."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as outbox

from cases import mail
from cases.actions.reminders import escalating
from cases.mail import phrases
from cases.models import (
    Case,
    ContactPoint,
    Deadline,
    Party,
    Person,
    Reminder,
    ReminderConsent,
    ReminderPolicy,
    User,
)
from tests import make
from tests.actions.reminding import NOW, a_hearing, letters, sweep
from tests.make import Cast

CANARIES = (
    "Canariana", "Pajarita", "Jilguero", "200-555-777", "200555777", "Honduras", "HN", "Conroe", "HOU", "Immigration",
    "immigration", "asylum", "Asylum", "asilo", "EVIDENCE-CANARY", "SECRET-ROOM", "SUMMARY-CANARY", "Legal Aid",
)  # fmt: skip


def sing(cast: Cast) -> None:
    """Put a canary into every field of the case that a message could come across."""
    person = cast.case.parties.get().person
    Person.objects.filter(pk=person.pk).update(
        given_names="Canariana", first_surname="Pajarita", preferred_name="Canariana", nationality="HN",
        birthplace="Honduras",
    )  # fmt: skip
    sponsor = make.make_person(cast.bay, "Jilguero", "Pajarita", a_number="200-555-777")
    Party.objects.create(clinic=cast.bay, case=cast.case, person=sponsor, part="sponsor")
    Case.objects.filter(pk=cast.case.pk).update(summary="SUMMARY-CANARY", claim_theory="asylum from Honduras")
    Deadline.objects.update(title="EVIDENCE-CANARY for asylum", authority="asylum")


def everything_said() -> list[str]:
    """Every message, without the signature in its link: two capitals turn up in any signature."""
    sent: list[Any] = outbox.outbox
    said = [f"{letter.subject}\n{letter.body}\n{letter.alternatives[0][0]!s}" for letter in sent]
    return [re.sub(r'/reminders/read/[^\s"]+', "/reminders/read/", each) for each in said]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("show_dates", [False, True])
def test_no_message_to_staff_names_anybody(
    inside: Cast, time_machine: Any, language: str, show_dates: bool
) -> None:
    User.objects.update(language=language)
    ReminderPolicy.objects.create(clinic=inside.bay, show_dates=show_dates)
    far = a_hearing(inside, courtroom="SECRET-ROOM")
    near = a_hearing(inside, dt.date(2026, 12, 22))
    sing(inside)
    sweep(inside)  # digests
    for hearing, days in ((far, 60), (near, 0)):
        row = Reminder.objects.filter(hearing=hearing, offset_days=days, membership=inside.attorney).first()
        assert row is not None
        time_machine.move_to(row.due_at, tick=False)
        sweep(inside)  # urgent ones, hearings, warnings that no packet is under way
    for why in (phrases.UNANSWERED, phrases.UNDELIVERED, phrases.UNHEARD, phrases.AWAY, phrases.REOPENED):
        Reminder.objects.filter(kind="escalation").delete()
        row = (
            Reminder.objects.select_related("case", "deadline")
            .filter(hearing=far, membership=inside.attorney)
            .exclude(state="withdrawn")
            .first()
        )
        assert row is not None
        escalating.hand_up(clinic=inside.bay, rows=[row], because=why)
        time_machine.shift(dt.timedelta(days=1))
        sweep(inside)
    said = everything_said()
    kinds = {"digest": "dates" if language == "en" else "fechas", "packet": phrases.WHAT[language]["packet"]}
    assert all(any(words in each for each in said) for words in kinds.values())
    assert all(
        any(phrases.why(why, language) in each for each in said) for why in (phrases.AWAY, phrases.REOPENED)
    )
    for each in said:
        assert not [word for word in CANARIES if word in each], each
        assert inside.case.reference in each
        assert f'lang="{language}"' in each
        assert (
            ("2027" in each or "2026" in each.replace("-26-", "")) is show_dates
            or "dic" in each
            or "Dec" in each
        )


def test_no_message_to_a_client_says_what_it_is_about(inside: Cast, time_machine: Any) -> None:
    hearing = a_hearing(inside, courtroom="SECRET-ROOM")
    assert hearing.day is not None
    sing(inside)
    person = inside.case.parties.get(part="respondent").person
    for language in ("eng", "spa", "por"):
        ReminderConsent.objects.all().delete()
        point = ContactPoint.objects.create(
            clinic=inside.bay,
            person=person,
            kind="email",
            value=f"{language}@example.org",
            safety="as_agreed",
            rule="x",
        )
        ReminderConsent.objects.create(
            clinic=inside.bay, case=inside.case, person=person, contact=point, capacity="client", language=language,
            given_on=dt.date(2026, 11, 1), recorded_by=inside.paralegal,
        )  # fmt: skip
        Reminder.objects.create(
            clinic=inside.bay, case=inside.case, hearing=hearing, about_on=hearing.day, contact=point, kind="client",
            offset_days=7, planned_for=NOW, due_at=NOW,
        )  # fmt: skip
        sweep(inside)
    said = [each for each in everything_said() if "/bay/" not in each]
    assert len(said) == 3
    for each in said:
        assert not [
            word
            for word in (*CANARIES, "hearing", "court", "audiencia", "corte", inside.case.reference)
            if word in each
        ]
        assert "9:00" in each and "17" in each and "2027" in each and "Houston, TX" in each
    assert "Usted tiene una cita" in said[1] and "Você tem um compromisso" in said[2]


def test_the_proof_that_fails_names_nobody() -> None:
    for language in mail.LANGUAGES:
        letter = mail.render(
            "proof", language=language, lines=["3 reminders still wait."], link="https://x/bay/"
        )
        assert "3 reminders still wait." in letter.text and "3 reminders still wait." in letter.html


def test_every_template_of_mail_is_looked_at_here_or_says_who_gets_it() -> None:
    """A new letter needs its canaries: whoever adds one adds it to a test, and then to this list."""
    known = {
        "appointment",
        "base",
        "digest",
        "invitation",
        "proof",
        "reminder",
        "report",
        "moved",
        "weekly",
        "report_weekly",
        "todo",
    }
    found = {path.name.split(".")[0] for path in Path("templates/email").glob("*.html")}
    assert found <= known, found - known


def test_a_letter_is_text_and_page(inside: Cast) -> None:
    a_hearing(inside)
    sweep(inside)
    [letter] = letters(inside.attorney)
    written = letter.message()
    assert [part.get_content_type() for part in written.get_payload()] == ["text/plain", "text/html"]


def test_words_for_every_kind_of_date_exist_in_both_languages() -> None:
    assert phrases.WHAT["en"].keys() == phrases.WHAT["es"].keys()
    assert phrases.days_left(-2, "es") == "hace 2 días" and phrases.days_left(1, "en") == "tomorrow"
