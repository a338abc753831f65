"""Reading over the API: in sight or 404, one query count for one row and for three, nothing sealed in a list."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from cases.models import (
    AuditEvent,
    Case,
    ContactPoint,
    Deadline,
    Membership,
    Party,
    Person,
    Sponsor,
    Sponsorship,
)
from tests import make
from tests.make import Cast

Program = Callable[[Membership], Browser]
Rows = dict[str, Any]

ROW = {
    "cases": "reference",
    "clients": "client",
    "minors": "minor",
    "sponsors": "sponsor",
    "hearings": "hearing",
    "deadlines": "deadline",
}


def address(noun: str, rows: Rows) -> str:
    key = rows["case"].reference if noun == "cases" else rows[ROW[noun]].pk
    return f"/api/v1/{noun}/{key}/"


@pytest.mark.parametrize("noun", ROW)
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("attorney", 200),
        ("paralegal", 200),
        ("coordinator", 200),
        ("supervisor", 200),
        ("social_worker", 200),
        ("walled", 404),
        ("volunteer", 404),
        ("auditor", 404),
        ("interpreter", 404),
        ("neighbour", 404),
        ("stranger", 403),
    ],
)
def test_who_reads_what(
    cast: Cast, rows: Rows, browse: Callable[..., Browser], who: str, status: int, noun: str
) -> None:
    browser = browse(getattr(cast, who))
    answer = browser.get(address(noun, rows))
    assert answer.status_code == status, answer.content
    listed = browser.get(f"/api/v1/{noun}/")
    if who == "stranger":
        assert listed.status_code == 403
        return
    ids = [row["id"] for row in listed.json()["results"]]
    own = rows["case"].pk if noun == "cases" else rows[ROW[noun]].pk
    assert (own in ids) is (status == 200)


def more(cast: Cast) -> None:
    """Two more of everything, in two more cases."""
    for number in range(2):
        person = make.make_person(cast.bay, f"Ana {number}", a_number=f"20077770{number}")
        case = make.make_case(cast.bay, respondent=person)
        make.assign(case, cast.attorney)
        aunt = make.make_person(cast.bay, "Luz", "Cruz")
        Party.objects.create(clinic=cast.bay, case=case, person=aunt, part="sponsor")
        sponsor = Sponsor.objects.create(clinic=cast.bay, person=aunt)
        Sponsorship.objects.create(clinic=cast.bay, minor=person.minor_role, sponsor=sponsor)
        hearing = make.make_hearing(make.make_proceeding(case), dt.date(2027, 1, 12))
        Deadline.objects.create(
            clinic=cast.bay, case=case, hearing=hearing, rule="X", rule_version="1", kind="duty", title="Do it",
            trigger=f"hearing:{hearing.pk}", facts={}, authority="-", verification="-", owner=cast.attorney,
        )  # fmt: skip


@pytest.mark.parametrize("noun", ROW)
def test_a_list_costs_the_same_for_one_row_and_for_three(
    cast: Cast, rows: Rows, program: Program, noun: str
) -> None:
    caller = program(cast.attorney)
    caller.get(f"/api/v1/{noun}/")  # the token's first use is noted
    counts, said = [], []
    already = 2 if noun == "hearings" else 1  # the stage has one that was held
    for expected in (already, already + 2):
        with CaptureQueriesContext(connection) as queries:
            answer = caller.get(f"/api/v1/{noun}/")
        assert len(answer.json()["results"]) == expected
        counts.append(len(queries))
        said = [query["sql"][:150] for query in queries]
        if expected == already:
            with cast.bay.inside():
                more(cast)
    # token; fence in and out with their savepoints; the list; its audit row
    assert counts == [8, 8], said


def test_nothing_sealed_is_in_a_list_or_a_record(cast: Cast, rows: Rows, program: Program) -> None:
    caller = program(cast.coordinator)
    for noun in ROW:
        for url in (f"/api/v1/{noun}/", address(noun, rows)):
            said = caller.get(url).content.decode()
            for hidden in (
                "200123456",
                "200-123-456",
                "555-0101",
                "An invented reason",
                "An invented note",
                "••",
            ):
                assert hidden not in said, url
    assert caller.get(address("clients", rows)).json()["has_a_number"] is True


def test_reading_leaves_a_trace(cast: Cast, rows: Rows, program: Program) -> None:
    caller = program(cast.attorney)
    for noun in ROW:
        caller.get(address(noun, rows))
        caller.get(f"/api/v1/{noun}/")
    with cast.bay.inside():
        events = AuditEvent.objects.filter(membership_id=cast.attorney.pk)
        for noun in ("case", "client", "minor", "sponsor", "hearing", "deadline"):
            one = events.get(verb=f"{noun}.read")
            assert one.case_id == cast.case.pk and one.object_id == rows[noun].pk
            listed = events.get(verb=f"{noun}.list").detail["ids"]
            assert rows[noun].pk in listed and len(listed) == (2 if noun == "hearing" else 1)


def test_what_is_refused_leaves_no_trace_and_no_row(cast: Cast, rows: Rows, program: Program) -> None:
    caller = program(cast.attorney)
    with cast.bay.inside():
        before = AuditEvent.objects.count()
    for url in ("/api/v1/clients/999999/", "/api/v1/cases/BAY-99-9999/", "/api/v1/hearings/?since=never"):
        assert caller.get(url).status_code in {400, 404}
    with cast.bay.inside():
        assert AuditEvent.objects.count() == before


def test_the_a_number_is_revealed_to_those_who_may_and_noted(
    cast: Cast, rows: Rows, program: Program
) -> None:
    url = f"/api/v1/people/{rows['person'].pk}/reveal-a-number/"
    assert program(cast.attorney).post(url).json() == {"value": "A 200-123-456"}
    with cast.bay.inside():
        assert AuditEvent.objects.get(verb="person.reveal_a_number").membership_id == cast.attorney.pk
        student = make.make_member(cast.bay, "student")
        make.assign(cast.case, student)
    answer = program(student).post(url)
    assert answer.status_code == 403 and answer.json()["code"] == "not_permitted"
    assert program(cast.volunteer).post(url).status_code == 404
    assert program(cast.attorney).get(url).status_code == 405


def test_an_adverse_sponsors_phone_is_kept_from_most(cast: Cast, rows: Rows, program: Program) -> None:
    url = f"/api/v1/contact-points/{rows['contact'].pk}/reveal/"
    assert program(cast.social_worker).post(url).json() == {"value": "555-0101"}
    with cast.bay.inside():
        Sponsorship.objects.filter(pk=rows["sponsorship"].pk).update(
            standing="adverse", adverse_since="2026-01-02"
        )
    assert program(cast.social_worker).post(url).status_code == 403
    assert program(cast.attorney).post(url).json() == {"value": "555-0101"}
    assert program(cast.neighbour).post(url).status_code == 404


def test_a_hidden_case_answers_no_question_about_its_people(cast: Cast, rows: Rows, program: Program) -> None:
    with (
        cast.bay.inside()
    ):  # the aunt is also in a case that the volunteer does not see, and the other way round
        Party.objects.create(
            clinic=cast.bay, case=cast.other_case, person=rows["sponsor"].person, part="relative"
        )
    caller = program(cast.volunteer)
    [row] = caller.get("/api/v1/sponsors/").json()["results"]
    assert row["cases"] == [cast.other_case.reference]
    assert caller.get(f"/api/v1/sponsors/?case={cast.case.reference}").json()["results"] == []
    record = caller.get(f"/api/v1/sponsors/{row['id']}/").json()
    assert record["sponsorships"] == [], "whose care she had is told in the minor's case only"


def test_narrowing_a_list(cast: Cast, rows: Rows, program: Program) -> None:
    with cast.bay.inside():
        more(cast)
        Case.objects.filter(pk=cast.case.pk).update(status="intake")
    caller = program(cast.attorney)

    def found(query: str) -> int:
        answer = caller.get(f"/api/v1/{query}")
        assert answer.status_code == 200, answer.content
        return len(answer.json()["results"])

    day = rows["hearing"].day
    assert (
        found("clients/?name=tzoc") == 3
        and found("clients/?name=tzoc ana") == 2
        and found("clients/?name=x") == 0
    )
    assert (
        found(f"clients/?case={cast.case.reference}") == 1
        and found(f"clients/?case={cast.other_case.reference}") == 0
    )
    assert found("cases/?status=intake") == 1
    assert found(f"hearings/?since={day}&until={day}") == 1 and found("hearings/?status=held") == 1
    assert found(f"hearings/?case={cast.case.reference}") == 2
    assert found("deadlines/?mine=true") == 2 and found("deadlines/?state=open") == 3
    assert found(f"deadlines/?until={rows['deadline'].act_by}") == 1
    for wrong in ("cases/?status=lost", "deadlines/?since=2026-13-01", "hearings/?until=soon"):
        answer = caller.get(f"/api/v1/{wrong}")
        assert answer.status_code == 400 and answer.json()["fields"]


def test_pages_by_cursor(cast: Cast, rows: Rows, program: Program) -> None:
    with cast.bay.inside():
        more(cast)
    caller = program(cast.attorney)
    first = caller.get("/api/v1/cases/?page_size=2").json()
    assert len(first["results"]) == 2 and first["previous"] is None
    second = caller.get(first["next"]).json()
    assert len(second["results"]) == 1 and second["next"] is None
    assert caller.get(second["previous"]).json()["results"] == first["results"]
    for cursor in ("cD1hYmM=", "cD0xMjM0NTY3ODkwMTIzNDU2Nzg5MA==", "!!", "cj1aPTI="):
        answer = caller.get(f"/api/v1/cases/?cursor={cursor}")
        assert answer.status_code in {200, 400, 404}, cursor
        assert answer.status_code == 200 or set(answer.json()) >= {"detail", "code"}


def test_a_record_is_whole(cast: Cast, rows: Rows, program: Program) -> None:
    caller = program(cast.attorney)
    minor = caller.get(address("minors", rows)).json()
    assert [said["kind"] for said in minor["assertions"]] == ["uc_determination"]
    assert minor["sponsorships"][0]["sponsor_id"] == rows["sponsor"].pk
    case = caller.get(address("cases", rows)).json()
    assert {party["part"] for party in case["parties"]} == {"respondent", "sponsor"}
    lead = case["parties"][0]
    assert lead["is_lead"] and (lead["client_id"], lead["minor_id"]) == (rows["client"].pk, rows["minor"].pk)
    assert case["proceedings"][0]["court_code"] == "HOU"
    hearing = caller.get(address("hearings", rows)).json()
    assert hearing["time"] == "08:30:00" and hearing["time_zone"] == "America/Chicago"
    assert hearing["reports"][0]["source"] == "notice"
    deadline = caller.get(address("deadlines", rows)).json()
    assert deadline["facts"] == {"hearing": str(rows["hearing"].day)} and deadline["authority"]
    answer = caller.get(address("clients", rows))
    assert answer.headers["ETag"] == '"1.1"' and answer.json()["version"] == "1.1"
    assert json.dumps(answer.json())


def test_a_person_without_an_a_number_has_none_to_reveal(cast: Cast, program: Program) -> None:
    with cast.bay.inside():
        person = Person.objects.get(parties__case=cast.other_case)
        ContactPoint.objects.filter(person=person).delete()
    answer = program(cast.volunteer).post(f"/api/v1/people/{person.pk}/reveal-a-number/")
    assert answer.json() == {"value": ""}
