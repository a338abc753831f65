"""Telling people of what is to be done today: a letter the same day, and the coordinators each morning until it is done."""

import datetime as dt
import re
from collections.abc import Collection

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from cases import mail
from cases.access.roles import CLINIC_WIDE, May, Role, may
from cases.mail import phrases
from cases.models import Case, Clinic, Membership, Message, ToDo
from cases.queries import clinics, promises
from cases.queries.promises import People

KEY = re.compile(r"<todo-(\d+)-")
NEEDS = {
    ToDo.Kind.WHO_TELLS_THE_CHILD.value: May.EDIT_PEOPLE,
    ToDo.Kind.REVIEW_SCREENING.value: May.REVIEW_SCREENING,
}
SAME_DAY = (ToDo.Kind.WHO_TELLS_THE_CHILD,)  # of these the coordinators hear again on each later morning


def tell(*, clinic: Clinic) -> int:
    """Write the letters of today for what is still to be done in a clinic; return how many. Stand inside its fence.

    Each is a row whose Message-ID names the thing, the day and the person, so telling twice writes one. In quiet
    hours nothing is written, unless the hearing that it is about is urgent.
    """
    todos = list(ToDo.objects.filter(done_at=None).select_related("hearing", "case").order_by("pk"))
    if not todos:
        return 0
    who = promises.people(clinic, {each.case_id for each in todos})
    away = promises.away(clinic)
    written = 0
    for todo in todos:
        if _is_time(clinic, todo):
            for member in sorted(_readers(who, away, todo, clinics.today(clinic))):
                written += _write(clinic, todo, who.members[member])
    return written


def _is_time(clinic: Clinic, todo: ToDo) -> bool:
    """Whether somebody is to be told of it now: on its own day outside quiet hours, later on after each morning."""
    now, today = timezone.now(), clinics.today(clinic)
    if today > todo.due_on:
        if (
            todo.kind not in SAME_DAY
            and Message.objects.filter(message_id__startswith=f"<todo-{todo.pk}-").exists()
        ):
            return False
        return now >= promises.moment(clinic, today, 0)
    policy = promises.policy_of(clinic)
    day = todo.hearing.day if todo.hearing else None
    if day is not None and 0 <= (day - today).days <= policy.urgent_days:
        return True
    return promises.out_of_quiet(clinic, policy, now) <= now


def _readers(who: People, away: dict[int, int], todo: ToDo, today: dt.date) -> set[int]:
    """Who is told: on its day the case's team without whoever opened it, and when there is nobody, or it is late, others."""
    needed = NEEDS[todo.kind]
    team = {
        pk
        for pk in who.on_case.get(todo.case_id, {})
        if who.may_see(pk, todo.case_id) and may(who.members[pk].role, needed)
    }
    is_late = today > todo.due_on
    told = _present(who, away, todo.case_id, team - (set() if is_late else {todo.opened_by_id}))
    if is_late or not told:
        told |= _answering(who, away, todo, needed)
    return told


def _answering(who: People, away: dict[int, int], todo: ToDo, needed: May) -> set[int]:
    """Whoever answers for the clinic and may do it: coordinators, else supervising attorneys, else the staff."""
    able = {
        pk for pk, member in who.members.items() if may(member.role, needed) and who.may_see(pk, todo.case_id)
    }
    for others in (able - {todo.opened_by_id}, able):
        for roles in ((Role.COORDINATOR,), (Role.SUPERVISING_ATTORNEY,), CLINIC_WIDE):
            found = _present(who, away, todo.case_id, {pk for pk in others if who.members[pk].role in roles})
            if found:
                return found
    return able


def _present(who: People, away: dict[int, int], case_id: int, members: Collection[int]) -> set[int]:
    """Those who are here, and the stand-ins who may see the case of those who are not."""
    heirs = {away[pk] for pk in members if pk in away}
    return {pk for pk in members if pk not in away} | {
        pk for pk in heirs if pk not in away and who.may_see(pk, case_id)
    }


def _write(clinic: Clinic, todo: ToDo, to: Membership) -> bool:
    key = f"todo-{todo.pk}-{clinics.today(clinic):%Y%m%d}-{to.pk}"
    letter = _letter(clinic, todo, to)
    _, is_new = Message.objects.get_or_create(
        message_id=mail.message_id_of(key),
        defaults={
            "clinic_id": clinic.pk, "case_id": todo.case_id, "to": to, "subject": letter.subject[:200], "text": letter.text,
        },
    )  # fmt: skip
    return bool(is_new)


def again(clinic: Clinic, message: Message, to: Membership) -> mail.Letter | str:
    """Return the letter that a stored message stands for, as it is true now, or why it must not go any more."""
    found = KEY.match(message.message_id)
    rows = ToDo.objects.filter(pk=found[1] if found else 0, done_at=None).select_related("case", "hearing")
    todo: ToDo | None = rows.first()
    if todo is None:
        return "somebody has done it meanwhile"
    if not Case.objects.visible_to(to).filter(pk=todo.case_id).exists():
        return "this person may no longer see the case"
    return _letter(clinic, todo, to)


def _letter(clinic: Clinic, todo: ToDo, to: Membership) -> mail.Letter:
    """The case's reference, what somebody decides today, a link that needs sign-in; neither who nor why."""
    language = mail.language_of(to.user.language)
    path = reverse(
        "todo_do", kwargs={"clinic": clinic.slug, "reference": todo.case.reference, "todo": todo.pk}
    )
    return mail.render(
        "todo",
        language=language,
        reference=todo.case.reference,
        what=phrases.todo(todo.kind, language),
        is_late=clinics.today(clinic) > todo.due_on,
        is_today=todo.kind in SAME_DAY,
        link=settings.AMPARO_URL.rstrip("/") + path,
    )
