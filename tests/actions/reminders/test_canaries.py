"""What messages never say: every template of mail on disk is rendered by the deed that sends it, with canaries in the file."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from django.core import mail as outbox
from django.test import RequestFactory
from django.test.signals import template_rendered
from django.utils import timezone

from cases.actions import clinics, consents, contacts, notices, proofs, reports, telling, todos
from cases.actions.reminders import escalating
from cases.law import wording
from cases.mail import phrases
from cases.models import (
    Case,
    ContactPoint,
    Deadline,
    Membership,
    Message,
    Party,
    Person,
    Proceeding,
    Reminder,
    ReminderConsent,
    ReminderPolicy,
    SavedReport,
    ToDo,
    User,
)
from cases.queries import proofs as questions
from tests import make
from tests.actions.reminding import NOW, a_hearing, sweep
from tests.make import Cast

CANARIES = (
    "canariana", "pajarita", "jilguero", "200-555-777", "200555777", "honduras", "conroe", "houston", "gessner",
    "immigration", "asylum", "asilo", "court", "corte", "judge", "mirlo", "secret-room", "secret-docket",
    "evidence-canary", "summary-canary", "theory-canary", "about-canary", "saved-canary", "detail-canary",
    "sponsor", "padrino", "patrocinador", "adverse", "child", "menor",
)  # fmt: skip
CODES = ("HN", "HOU", "TX")  # in capitals only
IN_FULL = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    "pt": ("janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"),
}  # fmt: skip
MONTHS = "|".join(name for names in (*IN_FULL.values(), *phrases.MONTHS.values()) for name in names)
DATES = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th|º)?\.?\s+(?:de\s+)?(?:{MONTHS})\b"  # 28 Dec, 28 de diciembre
    rf"|\b(?:{MONTHS})\.?\s+\d{{1,2}}\b"  # December 28
    r"|\b20\d\d-\d\d-\d\d|\b\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?\b"  # 2026-12-28, 12/28/2026, 28.12.
    r"|\b20(?:2[4-9]|[3-9]\d)\b|\b\d{1,2}:\d\d\b"  # a year, a time of day
    r"|\b(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day)?\b"
    r"|\b(?:lun|mar|mié|jue|vie|sáb|dom|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b",
    re.IGNORECASE,
)
SPOKEN = {"en": "eng", "es": "spa", "pt": "por"}
ON_DISK = {
    str(path.relative_to("templates")) for path in Path("templates").glob("**/email/**/*") if path.is_file()
}


OF_SIGNING_IN = (
    "account/email/password_changed", "account/email/password_reset", "account/email/password_reset_key",
    "mfa/email/recovery_codes_generated", "mfa/email/totp_activated", "mfa/email/totp_deactivated",
)  # fmt: skip


@pytest.fixture
def rendered() -> Iterator[set[str]]:
    """The templates of mail that were really rendered, by name."""
    names: set[str] = set()

    def note(sender: Any, template: Any, context: Any, **_: Any) -> None:
        names.add(str(template.name))

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


def sing(cast: Cast) -> Person:
    """Put a canary into every field of the case that a message could come across; return the child."""
    person: Person = cast.case.parties.get(part="respondent").person
    Person.objects.filter(pk=person.pk).update(
        given_names="Canariana", first_surname="Pajarita", preferred_name="Canariana", nationality="HN",
        birthplace="Honduras",
    )  # fmt: skip
    if not Party.objects.filter(case=cast.case, part="sponsor").exists():
        sponsor = make.make_person(cast.bay, "Jilguero", "Pajarita", a_number="200-555-777")
        Party.objects.create(clinic=cast.bay, case=cast.case, person=sponsor, part="sponsor")
    Case.objects.filter(pk=cast.case.pk).update(
        summary="SUMMARY-CANARY", claim_theory="THEORY-CANARY, asylum"
    )
    Deadline.objects.update(title="EVIDENCE-CANARY for asylum", authority="asylum")
    Proceeding.objects.update(judge="Judge Mirlo", number="SECRET-DOCKET")
    return Person.objects.get(pk=person.pk)


def remind(cast: Cast, time_machine: Any) -> None:
    """Digests, urgent dates alone, hearings, packets, and every reason for an escalation."""
    far = a_hearing(cast, courtroom="SECRET-ROOM", detail="DETAIL-CANARY")
    near = a_hearing(cast, dt.date(2026, 12, 22))
    sing(cast)
    sweep(cast)
    for hearing, days in ((far, 60), (near, 0)):
        row = Reminder.objects.filter(hearing=hearing, offset_days=days, membership=cast.attorney).first()
        assert row is not None
        time_machine.move_to(row.due_at, tick=False)
        sweep(cast)
    for why in (phrases.UNANSWERED, phrases.UNDELIVERED, phrases.UNHEARD, phrases.AWAY, phrases.REOPENED):
        Reminder.objects.filter(kind="escalation").delete()
        rows = Reminder.objects.select_related("case", "deadline").filter(
            hearing=far, membership=cast.attorney
        )
        row = rows.exclude(state="withdrawn").first()
        assert row is not None
        escalating.hand_up(clinic=cast.bay, rows=[row], because=why)
        time_machine.shift(dt.timedelta(days=1))
        sweep(cast)


def notify(cast: Cast) -> None:
    """Dates that moved by themselves; things to do of every kind, on their day and too late."""
    notices.tell_owners(clinic=cast.bay, owned={cast.attorney.pk: {cast.case.pk}, None: {cast.case.pk}})
    for kind in ToDo.Kind.values:
        todos.open_today(case=cast.case, kind=kind, about="ABOUT-CANARY adverse sponsor", by=cast.paralegal)
    telling.tell(clinic=cast.bay)
    notices.deliver(clinic=cast.bay)
    ToDo.objects.update(due_on=dt.date(2026, 11, 1))
    Message.objects.filter(message_id__startswith="<todo-").delete()
    telling.tell(clinic=cast.bay)
    notices.deliver(clinic=cast.bay)
    ToDo.objects.all().delete()


def report(cast: Cast) -> None:
    """A morning's proof that fails in every way, and the weekly report."""
    Reminder.objects.filter(state="planned").delete()
    proof = proofs.keep(clinic=cast.bay, day=NOW.date(), proof=questions.prove(clinic=cast.bay))
    assert not proof.holds
    proofs.shout(clinic=cast.bay, proof=proof)
    kept = SavedReport.objects.create(
        clinic=cast.bay, membership=cast.coordinator, name="SAVED-CANARY", is_weekly=True
    )
    assert reports.send_weekly(pk=kept.pk, today=dt.date(2027, 3, 1))


def invite(cast: Cast) -> None:
    """A place in the clinic, and what the second factor's own letters say."""
    clinics.invite(email="new@example.org", role="paralegal", name="New", by=cast.coordinator)
    with request_context(RequestFactory().get("/")):
        for what in OF_SIGNING_IN:
            get_adapter().send_mail(what, "new@example.org", {"user": cast.attorney.user})


def write_to_client(cast: Cast, language: str) -> None:
    """A hearing reminder to the child, who agreed to it in this language."""
    hearing = a_hearing(cast, dt.date(2027, 6, 16), courtroom="SECRET-ROOM", detail="DETAIL-CANARY")
    person = sing(cast)
    point = contacts.add(
        person=person, case=cast.case, kind="email", value="somebody@example.org", safety="as_agreed", rule="x",
        by=cast.paralegal,
    )  # fmt: skip
    consents.record(
        case=cast.case, person=person, contact=point, capacity="client", language=SPOKEN[language],
        given_on=NOW.date(), by=cast.paralegal,
    )  # fmt: skip
    assert ContactPoint.objects.filter(pk=point.pk).exists() and ReminderConsent.objects.exists()
    Reminder.objects.filter(hearing=hearing, kind="client", offset_days=7).update(due_at=timezone.now())
    Reminder.objects.exclude(kind="client").delete()
    sweep(cast)


def taken() -> list[tuple[str, str, str]]:
    """Take out what has gone out since the last time: subject, text and page of each letter."""
    sent: list[Any] = list(outbox.outbox)
    outbox.outbox.clear()
    return [
        (each.subject, each.body, str(each.alternatives[0][0]) if each.alternatives else "") for each in sent
    ]


def words(part: str, cast: Cast) -> str:
    """A part of a letter without what names the case and the page: its reference, the address with its signature."""
    for member in Membership.objects.filter(clinic=cast.bay).select_related("user"):
        part = part.replace(member.user.name, "")  # a colleague, for whom one stands in
    part = re.sub(r"https?://[^\s\"<]+", "", part).replace(cast.bay.name, "")
    return re.sub(r"\bBAY-26-\d+\b", "", part)


def assert_no_canary(letter: tuple[str, str, str], cast: Cast) -> None:
    for part in letter:
        left = words(part, cast)
        assert not [each for each in CANARIES if each in left.lower()], part
        assert not [each for each in CODES if re.search(rf"\b{each}\b", left)], part


def in_folder(language: str) -> set[str]:
    """The templates on disk of one language; English ones lie in no folder of their own."""
    folder = "" if language == "en" else f"{language}/"
    return {path for path in ON_DISK if path.rpartition("email/")[2].rpartition("/")[0] == folder.rstrip("/")}


@pytest.mark.parametrize(
    ("language", "show_dates"), [("en", False), ("en", True), ("es", False), ("es", True)]
)
def test_no_message_names_anybody_and_none_a_day_unless_the_clinic_chose_it(
    inside: Cast, time_machine: Any, rendered: set[str], language: str, show_dates: bool
) -> None:
    User.objects.update(language=language)
    ReminderPolicy.objects.create(clinic=inside.bay, show_dates=show_dates)
    remind(inside, time_machine)
    about_dates = taken()
    days = {phrases.day(on, language) for on in Reminder.objects.values_list("about_on", flat=True)}
    notify(inside)
    report(inside)
    others = taken()
    invite(inside)
    expiry = wording.day(timezone.localdate() + dt.timedelta(days=7))
    others += [(one[0], one[1].replace(expiry, ""), one[2].replace(expiry, "")) for one in taken()]
    write_to_client(inside, language)
    assert rendered >= in_folder(language), "a template that no deed here renders: add the deed"
    assert len(about_dates) >= 9 and len(others) >= 8
    for letter in [*about_dates, *others]:
        assert_no_canary(letter, inside)
    for subject, text, page in about_dates:
        assert inside.case.reference in subject + text and inside.case.reference in page
        assert f'lang="{language}"' in page
        for part in (text, page):
            assert (not show_dates) or [day for day in days if day in part], part
    for letter in [*about_dates, *others]:
        for part in letter:
            left = words(part, inside)
            for day in days if show_dates else ():
                left = left.replace(day, "")
            assert not DATES.search(left), (DATES.search(left), part)


@pytest.mark.parametrize("language", SPOKEN)
def test_no_message_to_a_client_says_what_it_is_about(
    inside: Cast, rendered: set[str], language: str
) -> None:
    write_to_client(inside, language)
    [letter] = taken()
    assert rendered >= {path for path in in_folder(language) if "appointment" in path}
    for part in letter:
        left = part.lower().replace("houston", "")
        assert not [
            each for each in (*CANARIES, "hearing", "audiencia", "audiência", "legal aid") if each in left
        ]
        assert inside.case.reference not in part and "http" not in part
    day = phrases.day(dt.date(2027, 6, 16), language)
    for part in letter[1:]:
        assert day in part and "9:00" in part and "Houston" in part


def test_no_template_lies_where_nobody_looks() -> None:
    found = {path for language in SPOKEN for path in in_folder(language)}
    assert found == ON_DISK, "a new folder of templates needs its language above"
    assert in_folder("pt") == {path for path in ON_DISK if "/pt/appointment" in path}


@pytest.mark.parametrize(
    "write",
    [
        wording.day,
        lambda on: phrases.day(on, "en"),
        lambda on: phrases.day(on, "es"),
        lambda on: phrases.day(on, "pt"),
        dt.date.isoformat,
        lambda on: f"{on.month}/{on.day}/{on.year}",
        lambda on: f"{on:%m/%d/%y}",
        lambda on: f"{on.day}.{on.month}.",
        lambda on: f"{on:%B} {on.day}",
        lambda on: f"{on:%b} {on.day}, {on.year}",
        lambda on: f"el {on.day} de {IN_FULL['es'][on.month - 1]}",
        lambda on: wording.moment(dt.datetime.combine(on, dt.time(9))),
        lambda on: f"on {wording.WEEKDAYS_IN_FULL[on.weekday()]}",
        lambda on: f"a las {on.day % 12}:30",
    ],
)
def test_the_ear_for_dates_hears_every_way_of_writing_one(write: Any) -> None:
    for month in range(1, 13):
        assert DATES.search(f"due {write(dt.date(2026, month, 28))}, please"), write(dt.date(2026, month, 28))
    assert not DATES.search(
        "due in 28 days, tomorrow; 3 fechas; 2 days past; the nearest in 60 days; you may look"
    )
