"""What thousands get is rendered once, with gaps: nobody could tell it from a letter of their own."""

import pytest
from django.conf import settings
from django.urls import reverse

from cases import mail
from cases.actions.reminders import letters as wording
from cases.models import Case, Reminder
from tests.make import Cast


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("is_escalation", [False, True])
@pytest.mark.parametrize("day", ["", "Mon 28 Dec 2026"])
@pytest.mark.parametrize("why", ["", "so & so <b>'quoted'</b>"])
def test_a_form_filled_is_the_letter_rendered(language: str, is_escalation: bool, day: str, why: str) -> None:
    line = wording.Line('A&"1', "a <date>", "in 3 days", day, why, "https://x/?a=1&b=2")
    form = wording._form_of_one(language, is_escalation=is_escalation, has_day=bool(day), has_why=bool(why))
    rendered = mail.render(
        "reminder",
        language=language,
        lines=[line],
        first=line,
        is_escalation=is_escalation,
        away="",
        read="r&s",
    )
    assert form.filled({**vars(line), "read": "r&s"}) == rendered


@pytest.mark.parametrize("reference", ["BAY-26-0007", "B Ñ%26-0007", "a:b@c~d"])
def test_an_address_in_a_letter_is_the_one_that_django_knows(reference: str, cast: Cast) -> None:
    case = Case(reference=reference)
    row = Reminder(case=case, deadline_id=17)
    path = reverse("deadline_why", kwargs={"clinic": "bay", "reference": reference, "deadline": 17})
    assert wording.link(cast.bay, row) == f"{settings.AMPARO_URL.rstrip('/')}{path}"
