"""Writing over the API: through the actions, once, from a version, whole or not at all."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.test import Client as Browser

from cases.models import (
    Deadline,
    Hearing,
    Membership,
    Person,
)
from cases.queries import clinics
from tests.api.sending import ANA, patch, post
from tests.make import Cast

Program = Callable[[Membership], Browser]
Rows = dict[str, Any]


def test_the_whole_way_from_intake_to_a_hearing(cast: Cast, program: Program) -> None:
    caller = program(cast.paralegal)
    made = post(caller, "cases/", {"summary": "Twins", "respondent": ANA})
    assert made.status_code == 201, made.content
    case = made.json()
    assert case["status"] == "intake" and case["parties"][0]["given_names"] == "Ana Lucía"
    client = caller.get(f"/api/v1/clients/{case['parties'][0]['client_id']}/").json()
    assert client["nationality"] == "GT" and client["languages"] == ["mam", "spa"]
    assert client["has_a_number"] and "075" not in str(client)
    day = str(clinics.today(cast.bay) - dt.timedelta(days=60))
    changed = patch(
        caller, f"clients/{client['id']}/", {"last_arrival_on": day, "version": client["version"]}
    )
    assert changed.status_code == 200 and changed.json()["last_arrival_on"] == day
    proceeding = post(
        caller, "proceedings/", {"case": case["reference"], "kind": "eoir_removal", "court_code": "ELP"}
    ).json()
    assert proceeding["time_zone"] == "America/Denver"
    ready = post(caller, f"cases/{case['reference']}/finish-intake/", {})
    assert ready.status_code == 200 and ready.json()["status"] == "open"
    hearing = post(
        caller,
        "hearings/",
        {
            "proceeding": proceeding["id"],
            "kind": "individual",
            "day": str(clinics.today(cast.bay) + dt.timedelta(days=200)),
            "time": "08:30",
            "source": "ecas",
        },
    )
    assert hearing.status_code == 201, hearing.content
    assert hearing.json()["reports"][0]["source"] == "ecas"
    dates = caller.get(f"/api/v1/deadlines/?hearing={hearing.json()['id']}&state=open").json()["results"]
    assert dates and all(row["act_by"] and row["authority"] for row in dates)
    why = caller.get(f"/api/v1/deadlines/{dates[0]['id']}/").json()
    assert why["steps"] and why["facts"]


def test_a_hearing_moves_and_its_dates_with_it(cast: Cast, rows: Rows, program: Program) -> None:
    caller, url = program(cast.attorney), f"hearings/{rows['hearing'].pk}/"
    day = rows["hearing"].day + dt.timedelta(days=14)
    moved = patch(caller, url, {"day": str(day), "source": "hotline"}, **{"If-Match": '"1"'})
    assert moved.status_code == 200, moved.content
    assert moved.json()["day"] == str(day) and moved.json()["time"] == "08:30:00"
    assert moved.json()["version"] == "2" and moved.headers["ETag"] == '"2"'
    with cast.bay.inside():
        assert Deadline.objects.filter(
            hearing=rows["hearing"], state="open", act_by__gt=rows["deadline"].act_by
        ).exists()
    late = patch(caller, url, {"day": str(day), "version": "1"})
    assert late.status_code == 409 and late.json()["code"] == "conflict"
    ended = post(caller, f"{url}end/", {"status": "held", "version": "2"})
    assert ended.status_code == 200 and ended.json()["status"] == "held"


def test_another_source_moves_nothing(cast: Cast, rows: Rows, program: Program) -> None:
    url = f"hearings/{rows['hearing'].pk}/reports/"
    said = post(
        program(cast.attorney), url, {"setting": "control_date", "day": "2027-03-01", "source": "hotline"}
    )
    assert said.status_code == 201
    assert said.json()["day"] == str(rows["hearing"].day)
    assert [report["is_adopted"] for report in said.json()["reports"]] == [True, False]


def test_a_change_says_what_it_was_made_from(cast: Cast, rows: Rows, program: Program) -> None:
    caller, url = program(cast.attorney), f"clients/{rows['client'].pk}/"
    for version in ({}, {"version": "1"}, {"version": ""}, {"version": "a.b"}, {"version": "1.1.1"}):
        answer = patch(caller, url, {"birthplace": "Cobán", **version})
        assert answer.status_code == 400, version
    assert patch(caller, url, {"birthplace": "Cobán"}).json()["code"] == "version_needed"
    assert patch(caller, url, {"version": "1.1"}).json()["detail"].startswith("Nothing was sent")
    assert patch(caller, url, {"birthplace": "Cobán", "version": "1.1"}).json()["version"] == "1.2"
    assert patch(caller, url, {"birthplace": "Lima", "version": "1.1"}).status_code == 409
    both = {"birthplace": "Xela", "place_of_entry": "Hidalgo", "version": "9.2"}
    assert patch(caller, url, both).status_code == 409, "the role's version is checked as well"
    with cast.bay.inside():
        assert Person.objects.get(pk=rows["person"].pk).birthplace == "Cobán", "half a change is no change"


def test_the_same_key_makes_one_thing(cast: Cast, program: Program) -> None:
    caller, key = program(cast.paralegal), {"Idempotency-Key": str(uuid.uuid4())}
    first = post(caller, "cases/", {"respondent": {"given_names": "Elmer"}}, **key)
    again = post(caller, "cases/", {"respondent": {"given_names": "Elmer"}}, **key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["reference"] == again.json()["reference"]
    other = post(caller, "minors/", {"case": first.json()["reference"], "given_names": "Eva"}, **key)
    assert other.status_code == 400 and "something else" in other.json()["detail"]
    assert (
        post(caller, "cases/", {"respondent": {"given_names": "E"}}, **{"Idempotency-Key": "x"}).status_code
        == 400
    )
    with cast.bay.inside():
        assert (
            Person.objects.filter(given_names__in=["Elmer", "E", "Eva"]).count() == 2
        )  # one of the cast is an Elmer


def test_roles_in_a_case(cast: Cast, program: Program) -> None:
    caller, case = program(cast.attorney), cast.case.reference
    minor = post(
        caller, "minors/", {"case": case, "given_names": "Eva", "state": "TX", "part": "relative"}
    ).json()
    assert minor["cases"] == [case] and minor["state"] == "TX"
    said = {"kind": "orr_release", "asserted_on": "2025-04-01", "source": "orr_release_form"}
    assert post(caller, f"minors/{minor['id']}/assertions/", said).status_code == 201
    client = post(caller, "clients/", {"case": case, "person": minor["person_id"]})
    assert client.status_code == 201 and client.json()["given_names"] == "Eva"
    twice = post(caller, "clients/", {"case": case, "person": minor["person_id"]})
    assert twice.status_code == 400 and "already recorded as client" in twice.json()["detail"]
    both = post(caller, "clients/", {"case": case, "person": minor["person_id"], "given_names": "X"})
    assert both.status_code == 400 and both.json()["fields"]["person"]
    placed = {
        "case": case,
        "minor": minor["id"],
        "given_names": "Luz",
        "category": "2A",
        "standing": "supportive",
    }
    sponsor = post(caller, "sponsors/", placed)
    assert sponsor.status_code == 201, sponsor.content
    [care] = sponsor.json()["sponsorships"]
    assert care["minor_id"] == minor["id"] and care["version"] == "1"
    refused = patch(caller, f"sponsorships/{care['id']}/", {"standing": "adverse", "version": "1"})
    assert refused.status_code == 400 and refused.json()["fields"]["reason"]
    reason = {"standing": "adverse", "reason": "An invented threat", "version": "1"}
    adverse = patch(caller, f"sponsorships/{care['id']}/", reason)
    assert adverse.json()["standing"] == "adverse" and "threat" not in str(adverse.json())
    ended = patch(caller, f"sponsorships/{care['id']}/", {"ended_on": "2026-01-05", "version": "2"})
    assert ended.json()["ended_on"] == "2026-01-05"
    named = patch(caller, f"sponsors/{sponsor.json()['id']}/", {"given_names": "Luz María", "version": "1.1"})
    assert named.json()["given_names"] == "Luz María"
    point = {"kind": "phone", "value": "713 555 0100", "safety": "as_agreed", "rule": "After six"}
    contact = post(caller, f"people/{sponsor.json()['person_id']}/contact-points/", point)
    assert contact.status_code == 201 and "0100" not in str(contact.json())


def test_a_case_is_described_and_closed(cast: Cast, program: Program) -> None:
    url = f"cases/{cast.case.reference}/"
    described = patch(program(cast.attorney), url, {"summary": "Threatened witness", "version": "1"})
    assert described.json()["summary"] == "Threatened witness"
    assert (
        post(program(cast.attorney), f"{url}close/", {"because": "Granted", "version": "2"}).status_code
        == 403
    )
    closed = post(program(cast.coordinator), f"{url}close/", {"because": "Granted", "version": "2"})
    assert closed.json()["status"] == "closed" and closed.json()["closed_on"] == str(clinics.today(cast.bay))


def test_a_move_is_seen_before_it_is_saved(cast: Cast, rows: Rows, program: Program) -> None:
    caller, hearing = program(cast.attorney), rows["hearing"]
    day = str(hearing.day + dt.timedelta(days=14))
    seen = post(caller, "hearings/preview/", {"hearing": hearing.pk, "day": day})
    assert seen.status_code == 200, seen.content
    moved = [change for change in seen.json()["changes"] if change["kind"] == "moved"]
    assert moved and all(change["new"] > change["old"] and change["why"] for change in moved)
    with cast.bay.inside():
        assert Hearing.objects.get(pk=hearing.pk).day == hearing.day
        assert Deadline.objects.get(state="open", hearing=hearing).act_by == rows["deadline"].act_by
    patch(caller, f"hearings/{hearing.pk}/", {"day": day, "version": "1"})
    dates = caller.get(f"/api/v1/deadlines/?hearing={hearing.pk}&state=open").json()["results"]
    assert {row["act_by"] for row in dates} >= {change["new"] for change in moved}
    new = {"proceeding": rows["proceeding"].pk, "kind": "individual", "day": day, "time": "09:00"}
    assert post(caller, "hearings/preview/", new).json()["changes"]
    assert (
        post(program(cast.volunteer), "hearings/preview/", {"hearing": hearing.pk, "day": day}).status_code
        == 404
    )
    assert post(caller, "hearings/preview/", {"day": day}).json()["fields"]["hearing"]
