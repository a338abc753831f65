"""Filings over the API: recorded once, accepted or rejected from a version, and read by those who see the case."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.test import Client as Browser

from cases.models import Deadline, Filing, Membership
from cases.queries import clinics
from tests.api.sending import post
from tests.make import Cast

Program = Callable[[Membership], Browser]
Rows = dict[str, Any]


def test_a_filing_is_recorded_once_and_accepted(cast: Cast, rows: Rows, program: Program) -> None:
    caller, today = program(cast.attorney), str(clinics.today(cast.bay))
    sent = {
        "case": cast.case.reference,
        "deadline": rows["deadline"].pk,
        "packet": rows["packet"].pk,
        "title": "Evidence",
        "method": "ecas",
        "filed_on": today,
        "document_type": "Evidence",
    }
    key = {"Idempotency-Key": str(uuid.uuid4())}
    made, again = post(caller, "filings/", sent, **key), post(caller, "filings/", sent, **key)
    assert (made.status_code, again.status_code) == (201, 200), made.content
    filing = made.json()
    assert again.json()["id"] == filing["id"] and filing["outcome"] == "pending"
    assert filing["received_on"] == today and filing["proceeding_id"] == rows["proceeding"].pk
    with cast.bay.inside():
        assert Deadline.objects.get(pk=rows["deadline"].pk).state == "open"
    url = f"filings/{filing['id']}/"
    done = post(caller, f"{url}accept/", {"on": today, "version": filing["version"], "receipt_number": "E-1"})
    assert done.status_code == 200, done.content
    [told] = done.json()["outcomes"]
    assert (told["outcome"], told["deadline_id"]) == ("accepted", rows["deadline"].pk)
    with cast.bay.inside():
        assert Deadline.objects.get(pk=rows["deadline"].pk).state == "done"
    late = post(caller, f"{url}reject/", {"on": today, "reason": "No fee", "version": filing["version"]})
    assert late.status_code == 409 and late.json()["code"] == "conflict"
    rejected = post(
        caller, f"{url}reject/", {"on": today, "reason": "No fee", "version": done.json()["version"]}
    )
    assert rejected.json()["outcome"] == "rejected"
    with cast.bay.inside():
        assert Deadline.objects.filter(rule=rows["deadline"].rule, state="open").exists()
    assert [each["outcome"] for each in caller.get(f"/api/v1/{url}").json()["outcomes"]] == [
        "accepted",
        "rejected",
    ]
    listed = caller.get("/api/v1/filings/?outcome=rejected").json()["results"]
    assert [each["id"] for each in listed] == [filing["id"]]
    assert program(cast.volunteer).get(f"/api/v1/{url}").status_code == 404
    assert program(cast.volunteer).get("/api/v1/filings/").json()["results"] == []


def test_a_receipt_is_recorded_and_what_is_wrong_is_said(cast: Cast, rows: Rows, program: Program) -> None:
    caller, today = program(cast.attorney), clinics.today(cast.bay)
    url = f"filings/{rows['filing'].pk}/"
    received = post(caller, f"{url}receive/", {"received_on": str(today), "version": "1"})
    assert received.json()["received_on"] == str(today) and received.json()["version"] == "2"
    early = {"received_on": str(today - dt.timedelta(days=9)), "version": "2"}
    refused = post(caller, f"{url}receive/", early)
    assert refused.status_code == 400 and "nothing is received before" in str(
        refused.json()["fields"]["received_on"]
    )
    assert post(caller, f"{url}reject/", {"on": str(today), "version": "2"}).status_code == 400
    new = {"case": cast.other_case.reference, "deadline": rows["deadline"].pk, "title": "X", "method": "mail"}
    other = post(program(cast.coordinator), "filings/", new | {"filed_on": str(today)})
    assert other.status_code == 400 and "another case" in str(other.json())
    assert (
        post(program(cast.social_worker), f"{url}accept/", {"on": str(today), "version": "2"}).status_code
        == 403
    )
    with cast.bay.inside():
        assert Filing.objects.get().outcome == "pending"
