"""The chronology, the I-589 and contradictions in the browser, from what is told to what is resolved."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.urls import reverse

from cases.actions import events
from cases.errors import Problem
from cases.law.accounts import Present, read_people
from cases.law.honest_dates import Stated, read_back
from cases.models import (
    Account,
    Answer,
    AuditEvent,
    ContactPoint,
    Declaration,
    Event,
    Paragraph,
    Person,
)
from tests.make import Cast
from tests.views.court import Browse

SECRET = "the invented man with the scar"


def url(cast: Cast, name: str, **more: Any) -> str:
    return reverse(name, kwargs={"clinic": "bay", "reference": cast.case.reference, **more})


def post(browser: Any, address: str, **given: Any) -> Any:
    return browser.post(address, {"once": str(uuid.uuid4()), **given})


def child(cast: Cast) -> Person:
    found: Person = cast.case.parties.get(is_lead=True).person
    return found


def told(cast: Cast, **more: Any) -> Event:
    return events.record(case=cast.case, by=cast.paralegal, **{"title": "An invented event", **more})


def test_an_event_is_told_with_an_honest_date_and_shown_with_the_age(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.paralegal)
    given = {
        "title": "They came to the school.",
        "how": "age",
        "age": "12",
        "year": "1999",  # of another kind: not kept
        "when_words": "cuando tenía doce",
        "place": "outside the school",
        "name_0": SECRET,
        "role_0": "gang",
        "gang_0": "los números",
        "reported": "afraid",
    }
    answer = post(browser, url(cast, "event_add"), **given)
    assert answer.status_code == 302
    with cast.bay.inside():
        event = Event.objects.get(case=cast.case)
        assert read_back(event.happened.reveal()) == Stated("age", age=12, words="cuando tenía doce")
        assert read_people(event.people.reveal()) == (Present(SECRET, "gang", "los números"),)
    page = browser.get(url(cast, "chronology")).content.decode()
    assert "at the age of 12" in page and "cuando tenía doce" in page and SECRET in page
    assert "Fri 4 Mar 2022 to Fri 3 Mar 2023" in page  # born 4 Mar 2010
    assert "<svg" in page and "turns 12" in page
    assert "Age" in page


def test_what_is_missing_is_said_beside_its_box_and_nothing_is_lost(cast: Cast, browse: Browse) -> None:
    page = post(
        browse(cast.paralegal),
        url(cast, "event_add"),
        title="It rained",
        how="day",
        year="2021",
        month="2",
        day="31",
    )
    assert page.status_code == 200
    assert "31 is no day of that month" in page.content.decode()
    assert "It rained" in page.content.decode()


def test_a_slower_tab_never_overwrites(cast: Cast, browse: Browse) -> None:
    with cast.bay.inside():
        event = told(cast)
    browser = browse(cast.paralegal)
    address = url(cast, "event_edit", event=event.pk)
    assert post(browser, address, title="First", version=1).status_code == 302
    late = post(browser, address, title="Second", version=1)
    assert late.status_code == 409
    assert "First" in late.content.decode() and "Second" in late.content.decode()
    with cast.bay.inside():
        assert Event.objects.get(pk=event.pk).title.reveal() == "First"


def test_a_paragraph_an_exhibit_an_answer_and_a_session_point_at_one_event(
    cast: Cast, browse: Browse
) -> None:
    with cast.bay.inside():
        event = told(cast, happened=Stated("year", 2021))
        declaration = Declaration.objects.create(
            clinic=cast.bay, case=cast.case, declarant=child(cast), created_by=cast.paralegal
        )
        line = Paragraph.objects.create(
            clinic=cast.bay, declaration=declaration, position=1, text="In 2021.", updated_by=cast.paralegal
        )
    browser = browse(cast.paralegal)
    add = url(cast, "account_add", event=event.pk)
    both = post(browser, add, paragraph=f"{line.uid}:eng", record="nta")
    assert "Choose one source" in both.content.decode()
    assert "Choose where it is said" in post(browser, add, how="year", year="2021").content.decode()
    assert post(browser, add, paragraph=f"{line.uid}:eng", how="year", year="2021").status_code == 302
    assert post(browser, add, record="nta", record_on="3/14/2025", how="year", year="2019").status_code == 302
    with cast.bay.inside():
        assert set(Account.objects.values_list("source", flat=True)) == {"paragraph", "nta"}
    page = browser.get(url(cast, "event", event=event.pk)).content.decode()
    assert "¶ 1, English" in page
    assert "Notice to appear of Fri 14 Mar 2025" in page


def test_no_word_of_the_story_stands_in_an_audit_row_or_the_database(cast: Cast, browse: Browse) -> None:
    from django.db import connection

    browser = browse(cast.paralegal)
    post(
        browser, url(cast, "event_add"), title=SECRET, story=SECRET, place=SECRET, harm=SECRET, name_0=SECRET
    )
    browser.get(url(cast, "chronology"))
    with cast.bay.inside():
        assert SECRET not in str(list(AuditEvent.objects.values_list("verb", "detail")))
        with connection.cursor() as cursor:
            cursor.execute("SELECT row_to_json(e)::text FROM cases_event e")
            stored = "".join(row[0] for row in cursor.fetchall())
        assert stored and SECRET not in stored


def test_hostile_words_are_shown_and_never_run(cast: Cast, browse: Browse) -> None:
    nasty = "<script>alert(1)</script>{{ request.user }}{% load static %}\u202e"
    browser = browse(cast.paralegal)
    assert (
        post(browser, url(cast, "event_add"), title=nasty, story=nasty + "x" * 3000, name_0=nasty).status_code
        == 302
    )
    page = browser.get(url(cast, "chronology")).content.decode()
    assert "<script>alert(1)" not in page and "{{ request.user }}" in page


def test_events_are_not_dated_by_each_other(inside: Cast) -> None:
    first = told(inside)
    second = told(inside, happened=Stated("before", other=str(first.pk)))
    with pytest.raises(Problem, match="dated by this one"):
        events.change(
            event=first, version=1, by=inside.paralegal, happened=Stated("after", other=str(second.pk))
        )
    with pytest.raises(Problem, match="before or after this one"):
        events.strike(event=first, version=1, by=inside.paralegal)


def test_the_form_is_prefilled_from_the_case_and_kept_once(cast: Cast, browse: Browse) -> None:
    with cast.bay.inside():
        ContactPoint.objects.create(
            clinic=cast.bay, person=child(cast), kind="address", value="12 Invented Row"
        )
        pk = child(cast).pk
    browser = browse(cast.paralegal)
    address = url(cast, "i589_part", person=pk, section="you")
    page = browser.get(address)
    form = page.context["form"]
    words = page.content.decode()
    assert form["birth_date_0"].value() == "3/4/2010" and "From what is recorded about the person" in words
    assert form["residence_0"].value() == "12 Invented Row" and "A.I.12" in words
    given = {name: form[name].value() or "" for name in form.fields if name != "once"}
    given |= {"religion_0": "An invented faith", "entry_date_0": "about May 2025"}
    assert post(browser, address, **given).status_code == 302
    with cast.bay.inside():
        kept = {each.question: each for each in Answer.objects.all()}
        assert kept["birth_date"].origin == "person" and kept["religion"].origin == "typed"
        assert read_back(kept["entry_date"].value.reveal()) == Stated("month", 2025, 5, is_about=True)
        assert kept["birth_date"].edition == dt.date(2025, 1, 20)
        assert AuditEvent.objects.filter(verb="contact.reveal").exists(), "opening an address is written down"
    stale = post(browser, address, **given | {"religion_0": "Another", "religion_0_version": 0})
    assert stale.status_code == 409
    wrong = post(browser, address, **given | {"birth_date_0": "soon", "religion_0_version": 1})
    assert "is not a date" in wrong.content.decode()


def test_a_social_worker_reads_the_chronology_and_not_the_work_product(cast: Cast, browse: Browse) -> None:
    browser = browse(cast.social_worker)
    page = browser.get(url(cast, "chronology"))
    assert page.status_code == 200 and "Add an event" not in page.content.decode()
    case_page = browser.get(url(cast, "case")).content.decode()
    assert "Chronology" in case_page and "Contradictions" not in case_page
    assert browser.get(url(cast, "inconsistencies")).status_code == 403
