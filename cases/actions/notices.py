"""Telling owners that their dates moved though nobody touched the case: one message each, with case references only.

The message is a row of the transaction that moved the dates, so neither is there without the other; the sweep sends it,
and with it what people are told of things to do (``telling``).
"""

from collections.abc import Callable, Collection, Mapping
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from cases import mail
from cases.access.roles import Role
from cases.actions import telling
from cases.models import Case, Clinic, Membership, Message
from cases.queries import casefacts

WAITING = Message.State.SENDING
TRIES = 20  # refusals; a server that is out of reach is asked for as long as it takes
MARK = "- "  # begins the line of a case in the message's text


def tell_owners(*, clinic: Clinic, owned: Mapping[int | None, Collection[int]]) -> int:
    """Write for each owner that dates on these cases moved, or add the cases to what still waits; return how many.

    Dates that nobody owns are told to the clinic's coordinators; nobody is told of a case that they may not see. Runs
    in the caller's transaction.
    """
    told: dict[int, set[int]] = {}
    here = Membership.objects.filter(clinic_id=clinic.pk, left_at=None).select_related("user", "clinic")
    coordinators = here.filter(role=Role.COORDINATOR).values_list("pk", flat=True) if None in owned else ()
    for owner_id, case_ids in owned.items():
        for member_id in coordinators if owner_id is None else (owner_id,):
            told.setdefault(member_id, set()).update(case_ids)
    number = 0
    for member in here.filter(pk__in=told):
        seen = Case.objects.visible_to(member).filter(pk__in=casefacts.among(told[member.pk]))
        references = set(seen.values_list("reference", flat=True))
        number += bool(references and _write(clinic, member, references))
    return number


def _write(clinic: Clinic, to: Membership, references: set[str]) -> Message:
    key = f"moved-{clinic.pk}-{to.pk}"
    waiting = Message.objects.select_for_update(no_key=True).filter(
        message_id__startswith=f"<{key}-", attempts=0, state=WAITING
    )
    message: Message | None = waiting.first()
    if message is None:
        message_id = mail.message_id_of(f"{key}-{timezone.now():%Y%m%d%H%M%S%f}")
        message = Message(clinic_id=clinic.pk, to=to, message_id=message_id)
    letter = _letter(clinic, to, references | set(_references(message)))
    message.subject, message.text = letter.subject[:200], letter.text
    message.save()
    return message


def _letter(clinic: Clinic, to: Membership, references: Collection[str]) -> mail.Letter:
    """In the reader's language; names, rules and days stay behind the sign-in."""
    link = settings.AMPARO_URL.rstrip("/") + reverse("deadlines", kwargs={"clinic": clinic.slug})
    language = mail.language_of(to.user.language)
    return mail.render("moved", language=language, references=sorted(references), link=link)


def _references(message: Message) -> list[str]:
    return [line.removeprefix(MARK) for line in message.text.splitlines() if line.startswith(MARK)]


def _again(clinic: Clinic, message: Message, to: Membership) -> mail.Letter | str:
    """Return the letter as it may go now: without the cases that its reader may not see any more."""
    seen = Case.objects.visible_to(to).filter(reference__in=_references(message))
    references = list(seen.values_list("reference", flat=True))
    return _letter(clinic, to, references) if references else "this person may no longer see the cases"


# What a message is about stands at the beginning of its Message-ID.
KINDS: dict[str, Callable[[Clinic, Message, Membership], mail.Letter | str]] = {
    "<moved-": _again,
    "<todo-": telling.again,
}


def deliver(*, clinic: Clinic) -> int:
    """Send what waits in a clinic; return how many went out. What no server took is tried again by the next sweep.

    A message goes again under the same Message-ID, so a second delivery is the same letter to its reader.
    """
    with clinic.inside():
        ours = [Q(message_id__startswith=key) for key in KINDS]
        mine = Message.objects.filter(reduce(or_, ours), state=WAITING)
        waiting = list(mine.order_by("pk").values_list("pk", flat=True))
    sent = 0
    if not waiting:
        return sent
    with mail.Line() as line:
        for pk in waiting:
            with clinic.inside():
                sent += _send(line, clinic, pk)
    return sent


def _send(line: mail.Line, clinic: Clinic, pk: int) -> bool:
    """Send one; the row stays locked while the server answers, so nobody else sends it."""
    free = Message.objects.select_for_update(skip_locked=True, of=("self",), no_key=True).select_related(
        "to__user"
    )
    message: Message | None = free.filter(pk=pk, state=WAITING).first()
    if message is None or message.to is None or line.is_down:
        return False
    letter: mail.Letter | str = "this person no longer works here"
    if message.to.left_at is None and message.to.user.is_active:
        letter = next(write for key, write in KINDS.items() if message.message_id.startswith(key))(
            clinic, message, message.to
        )
    if isinstance(letter, str):
        Message.objects.filter(pk=pk).update(state=Message.State.WITHHELD, answer=letter)
        return False
    try:
        answer = line.send(letter, to=message.to.user.email, message_id=message.message_id)
    except mail.NotSent as problem:
        is_lost = isinstance(problem, mail.Refused) and (problem.lasting or message.attempts >= TRIES)
        state = Message.State.FAILED if is_lost else WAITING
        Message.objects.filter(pk=pk).update(
            state=state, answer=problem.sentence[:300], attempts=F("attempts") + 1
        )
        return False
    Message.objects.filter(pk=pk).update(
        state=Message.State.SENT, answer=answer[:300], sent_at=timezone.now(), attempts=F("attempts") + 1
    )
    return True
