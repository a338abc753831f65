"""Owners are told that their dates moved: once, by reference, and of no case that they may not see."""

from typing import Any

from django.core import mail

from cases.actions import notices
from cases.models import Message
from tests.make import Cast


def test_an_owner_hears_once_of_all_their_cases_and_never_of_one_they_may_not_see(inside: Cast) -> None:
    both = {inside.case.pk, inside.other_case.pk}
    notices.tell_owners(clinic=inside.bay, owned={inside.attorney.pk: {inside.case.pk}})
    assert (
        notices.tell_owners(
            clinic=inside.bay, owned={inside.attorney.pk: both, inside.walled.pk: {inside.case.pk}}
        )
        == 1
    )
    (message,) = Message.objects.all()
    assert message.to == inside.attorney
    assert inside.case.reference in message.text and inside.other_case.reference not in message.text
    notices.tell_owners(clinic=inside.bay, owned={None: both})
    told = Message.objects.get(to=inside.coordinator)
    assert inside.case.reference in told.text and inside.other_case.reference in told.text


def test_a_notice_that_no_server_takes_waits_and_is_the_same_letter_later(
    inside: Cast, settings: Any
) -> None:
    notices.tell_owners(clinic=inside.bay, owned={inside.attorney.pk: {inside.case.pk}})
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        9,
    )
    assert notices.deliver(clinic=inside.bay) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert notices.deliver(clinic=inside.bay) == 1
    assert notices.deliver(clinic=inside.bay) == 0
    (letter,) = mail.outbox
    assert letter.extra_headers["Message-ID"] == Message.objects.get().message_id
