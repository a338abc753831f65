"""What messages say: the case's reference, what kind of date, how many days, a link that needs sign-in. No names."""

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.http import RFC3986_SUBDELIMS

from cases import mail
from cases.law import courts
from cases.mail import phrases
from cases.mail.letters import GAP
from cases.models import Clinic, Hearing, Membership, Proceeding, Reminder, ReminderPolicy
from cases.queries import neutral, proceedings
from cases.queries.reminders import link_token

IN_A_PATH = f"{RFC3986_SUBDELIMS}/~:@"  # what Django's own addresses leave as it is
ROOM = re.compile(
    r"(?:court\s?room|room|rm\.?|sala|no\.?|#|\s)*((?=\w*\d)[A-Za-z]?-?\d{1,4}[A-Za-z]?)", re.IGNORECASE
)
CLIENT_LANGUAGES = {"eng": "en", "spa": "es", "por": "pt"}


@dataclass(frozen=True)
class Line:
    """One date in a message to a person who works in the clinic."""

    reference: str
    what: str
    days_left: str
    day: str  # "" unless the clinic chose to show dates
    why: str  # of an escalation
    link: str


def to_staff(
    clinic: Clinic,
    policy: ReminderPolicy,
    rows: Sequence[Reminder],
    *,
    to: Membership,
    away: Collection[str],
    message_id: str,
    today: dt.date,
) -> mail.Letter:
    """Return the letter about one date or several, in its reader's language; ``away``: for whom they stand in.

    A rule's title, a court or a name would tell whoever reads over a shoulder what kind of case it is, so the
    words are chosen from ``cases.mail.phrases``.
    """
    language = mail.language_of(to.user.language)
    # After an outage several offsets of one date are due at once: the date is said once.
    dates = {(row.deadline_id, row.hearing_id, row.kind): row for row in sorted(rows, key=lambda row: row.pk)}
    nearest_first = sorted(dates.values(), key=lambda row: (row.about_on, row.pk))
    lines = [_line(clinic, policy, row, language, today) for row in nearest_first]
    is_escalation = all(row.kind == Reminder.Kind.ESCALATION for row in rows)
    read = _address("reminders_read", clinic=clinic.slug, token=link_token(message_id))
    if len(lines) == 1 and not away:
        form = _form_of_one(
            language, is_escalation=is_escalation, has_day=bool(lines[0].day), has_why=bool(lines[0].why)
        )
        return form.filled({**vars(lines[0]), "read": read})
    return mail.render(
        "reminder" if len(lines) == 1 else "digest",
        language=language,
        lines=lines,
        first=lines[0],
        is_escalation=is_escalation,
        away=", ".join(sorted(away)),
        read=read,
    )


@lru_cache
def _form_of_one(language: str, *, is_escalation: bool, has_day: bool, has_why: bool) -> mail.Form:
    """The letter of which a morning sends thousands, with gaps for what differs."""
    line = Line(**{each.name: mail.gap(each.name) for each in fields(Line)})
    line = replace(line, day=line.day if has_day else "", why=line.why if has_why else "")
    letter = mail.render(
        "reminder",
        language=language,
        lines=[line],
        first=line,
        is_escalation=is_escalation,
        away="",
        read=mail.gap("read"),
    )
    return mail.Form(letter)


def _line(clinic: Clinic, policy: ReminderPolicy, row: Reminder, language: str, today: dt.date) -> Line:
    return Line(
        reference=row.case.reference,
        what=phrases.what(what(row), language),
        days_left=phrases.days_left((row.about_on - today).days, language),
        day=phrases.day(row.about_on, language) if policy.show_dates else "",
        why=phrases.why(row.escalated_because, language) if row.kind == Reminder.Kind.ESCALATION else "",
        link=link(clinic, row),
    )


def what(row: Reminder) -> str:
    """Return the word of ``phrases.WHAT`` for what is due."""
    if row.kind == Reminder.Kind.PACKET:
        return "packet"
    return "hearing" if row.deadline is None else neutral.key(row.deadline)


def link(clinic: Clinic, row: Reminder) -> str:
    """Return the address of the page that says what to do; it needs sign-in."""
    case = {"clinic": clinic.slug, "reference": row.case.reference}
    if row.deadline_id is not None:
        return _address("deadline_why", **case, deadline=row.deadline_id)
    return _address("hearing", **case, hearing=row.hearing_id)


def _address(name: str, **parts: object) -> str:
    """The whole address of a page. Django looks for a page's pattern once, not for every letter."""
    words = _pattern(name, tuple(parts)).copy()
    words[1::2] = [quote(str(parts[each]), safe=IN_A_PATH) for each in words[1::2]]
    return f"{settings.AMPARO_URL.rstrip('/')}{''.join(words)}"


@lru_cache
def _pattern(name: str, parts: tuple[str, ...]) -> list[str]:
    """A page's path: fixed words, the name of a part, fixed words, and so on."""
    numbers = {part: str(9_000_000_000_000_000 + place) for place, part in enumerate(parts)}
    path = reverse(name, kwargs=numbers)
    for part, number in numbers.items():
        path = path.replace(number, mail.gap(part))
    return GAP.split(path)


def to_client(clinic: Clinic, hearing: Hearing, language: str) -> mail.Letter:
    """Return a hearing reminder that anybody may see on a locked screen: when and where, and whom to call.

    ``language``: as consented to, ISO 639-3. Neither the word hearing nor court, nor the clinic's name, is in it.
    """
    assert hearing.day is not None and hearing.time is not None  # noqa: S101, PT018  # planned for such alone
    spoken = CLIENT_LANGUAGES[language]
    return mail.render(
        "appointment",
        language=spoken,
        day=phrases.day(hearing.day, spoken),
        time=phrases.clock(hearing.time, spoken),
        town=proceedings.place(hearing.proceeding),
        medium=hearing.medium,
        place=hearing.place or _city(hearing.proceeding),
        is_exact=bool(hearing.place),
        room=_room(hearing.courtroom),
        phone=clinic.phone,
    )


def _city(proceeding: Proceeding) -> str:
    """All that can be said of a place that nobody recorded: the court's name would say too much."""
    return courts.court(proceeding.court_code).place if proceeding.court_code else ""


def _room(courtroom: str) -> str:
    """The number of a room or floor, without the words around it; empty for anything that is no number."""
    found = ROOM.fullmatch(courtroom.strip())
    return found[1].upper() if found else ""
