"""The first 50 rows of the deadline report over a million cases and five million deadlines: `script/bench reports`.

Compared with what somebody would write by hand for the same page: its SQL statements sent through psycopg, and the same
page of a clinic that has no case. Both read the same warm database through the same fence, in turns.
"""

import argparse
import os
import statistics
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")
django.setup()

import datetime as dt  # noqa: E402

from django.db import connection  # noqa: E402
from django.test import Client as Browser  # noqa: E402
from django.test.utils import override_settings  # noqa: E402

from cases.models import Clinic, Deadline, Membership  # noqa: E402
from cases.queries import clinics  # noqa: E402
from tests import database, make  # noqa: E402
from tests.bench._bulk import unchecked  # noqa: E402

CASES = 1_000_000
DATES = 5  # a case
AT_MOST = 3.0  # times the statements and the empty page
ROUNDS = 5
FIRST = 1_000_000_000  # the copies' ids begin here, the same for every table, so that they find each other


def multiply(owner: Any, table: str, seed: int, amount: int, **changed: str) -> None:
    """Copy one row ``amount`` times; ``changed`` gives columns another SQL expression of ``n``, which counts from 1."""
    columns = [
        name
        for (name,) in owner.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position",
            [table],
        )
    ]
    given = {"id": f"{FIRST} + n"} | changed
    chosen = ", ".join(given.get(each, f"s.{each}") for each in columns)
    owner.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} "  # noqa: S608 - names from the catalogue
        f"FROM {table} s, generate_series(1, {amount}) n WHERE s.id = {seed}"
    )


TABLES = ("person", "case", "party", "proceeding", "hearing", "assignment", "deadline")


def fill(clinic: Clinic, lead: Membership, cases: int) -> None:
    """Cases, each with a respondent, a proceeding, a hearing, a lead attorney and five open dates over six years."""
    with clinic.inside():
        today = clinics.today(clinic)
        case = make.make_case(clinic)
        party = case.parties.get()
        proceeding = make.make_proceeding(case)
        hearing = make.make_hearing(proceeding, today)
        assignment = make.assign(case, lead)
        deadline = Deadline.objects.create(
            clinic=clinic, case=case, proceeding=proceeding, hearing=hearing, rule="EOIR_INDIVIDUAL_30",
            rule_version="x", kind="duty", trigger="x", facts={}, nominal_on=today, legal_on=today, safe_on=today,
            title="File evidence, briefs and the witness list so that the court receives them.", act_by=today,
            authority="an invented authority", verification="verified", owner=lead,
        )  # fmt: skip
    same = f"{FIRST} + n"
    # Dates lie within six years to come, so that the next thirty days hold what a very large clinic would have.
    day = f"date '{today}' + (n * 7919::bigint % 2190)::int"
    born = "date '1980-01-01' + (n * 7919::bigint % 9000)::int"
    far = f"date '{today}' + 61 + (n * 7919::bigint % 2190)::int"
    of_case = f"{FIRST} + (n - 1) / {DATES} + 1"
    dates = dict.fromkeys(("act_by", "safe_on", "legal_on", "nominal_on"), day)
    seeds = (
        ("cases_person", party.person_id, cases, {"birth_date": born}),
        ("cases_case", case.pk, cases, {"reference": "'C-' || n"}),
        ("cases_party", party.pk, cases, {"case_id": same, "person_id": same}),
        ("cases_proceeding", proceeding.pk, cases, {"case_id": same}),
        ("cases_hearing", hearing.pk, cases, {"proceeding_id": same, "day": far}),
        ("cases_assignment", assignment.pk, cases, {"case_id": same}),
        (
            "cases_deadline", deadline.pk, cases * DATES,
            {"case_id": of_case, "proceeding_id": of_case, "hearing_id": of_case, "trigger": "'t' || n"} | dates,
        ),
    )  # fmt: skip
    with unchecked([f"cases_{each}" for each in TABLES]) as owner:
        for table, seed, amount, changed in seeds:
            multiply(owner, table, seed, amount, **changed)


# What the page asks, as one would write it by hand for a clinic whose coordinator stands behind no wall.
BY_HAND = (
    # how many dates each list holds
    """SELECT count(*), count(*) FILTER (WHERE act_by >= %(today)s),
              count(*) FILTER (WHERE act_by < %(today)s AND kind IN ('duty', 'court_set', 'information')),
              count(*) FILTER (WHERE EXISTS (SELECT FROM cases_reminder r WHERE r.deadline_id = d.id AND r.sent_at IS NOT NULL)
                AND NOT EXISTS (SELECT FROM cases_reminder r WHERE r.deadline_id = d.id AND r.acknowledged_at IS NOT NULL)),
              count(*) FILTER (WHERE owner_id IS NULL),
              count(*) FILTER (WHERE verification = 'contested' OR rule || '|' || rule_version NOT IN ('none'))
       FROM cases_deadline d WHERE clinic_id = %(clinic)s AND state = 'open' AND act_by <= %(until)s
         AND (act_by >= %(today)s OR kind IN ('duty', 'court_set', 'information'))""",
    # the first fifty, with all that a line shows
    """SELECT d.*, c.*, p.*, u.name, pe.*, lu.name
       FROM (SELECT * FROM cases_deadline WHERE clinic_id = %(clinic)s AND state = 'open' AND act_by <= %(until)s
               AND act_by >= %(today)s ORDER BY act_by, id LIMIT 50) d
         JOIN cases_case c ON c.id = d.case_id LEFT JOIN cases_proceeding p ON p.id = d.proceeding_id
         LEFT JOIN cases_membership m ON m.id = d.owner_id LEFT JOIN cases_user u ON u.id = m.user_id
         LEFT JOIN cases_party pa ON pa.case_id = c.id AND pa.is_lead LEFT JOIN cases_person pe ON pe.id = pa.person_id
         LEFT JOIN cases_assignment a ON a.case_id = c.id AND a.duty = 'lead' AND a.ends_at IS NULL
         LEFT JOIN cases_membership lm ON lm.id = a.membership_id LEFT JOIN cases_user lu ON lu.id = lm.user_id
       ORDER BY d.act_by, d.id""",
    # hearings without a packet
    """SELECT h.*, p.*, c.reference FROM cases_hearing h JOIN cases_proceeding p ON p.id = h.proceeding_id
         JOIN cases_case c ON c.id = p.case_id
       WHERE h.clinic_id = %(clinic)s AND h.day BETWEEN %(today)s AND %(today)s + 60 AND h.status = 'scheduled'
         AND (h.kind = 'individual' OR h.filings_due_on IS NOT NULL) AND p.status = 'pending' AND p.kind = 'eoir_removal'
         AND c.status <> 'closed' AND NOT EXISTS (SELECT FROM cases_packet k WHERE k.proceeding_id = h.proceeding_id
           AND k.state <> 'failed' AND (k.hearing_id = h.id OR k.hearing_id IS NULL)) ORDER BY h.day, h.time, h.id""",
    # children who reach 18 or 21 this quarter
    """SELECT pa.*, pe.*, c.reference FROM cases_party pa JOIN cases_person pe ON pe.id = pa.person_id
         JOIN cases_case c ON c.id = pa.case_id WHERE pa.clinic_id = %(clinic)s AND pa.part = 'respondent'
         AND c.status <> 'closed' AND (pe.birth_date BETWEEN %(first)s - interval '18 years' AND %(last)s - interval '18 years'
           OR pe.birth_date BETWEEN %(first)s - interval '21 years' AND %(last)s - interval '21 years')""",
    """SELECT count(*) FROM cases_party pa JOIN cases_minor m ON m.person_id = pa.person_id
         JOIN cases_person pe ON pe.id = pa.person_id JOIN cases_case c ON c.id = pa.case_id
       WHERE pa.clinic_id = %(clinic)s AND pa.part = 'respondent' AND c.status <> 'closed' AND pe.birth_date IS NULL""",
    # who carries what
    """SELECT a.membership_id, count(*) FROM cases_assignment a JOIN cases_case c ON c.id = a.case_id
       WHERE a.clinic_id = %(clinic)s AND a.duty = 'lead' AND a.starts_at <= now()
         AND (a.ends_at IS NULL OR a.ends_at > now()) AND c.status <> 'closed' GROUP BY 1""",
    """SELECT h.kind, a.membership_id, count(*) FROM cases_hearing h JOIN cases_proceeding p ON p.id = h.proceeding_id
         JOIN cases_case c ON c.id = p.case_id LEFT JOIN cases_assignment a ON a.case_id = c.id AND a.duty = 'lead'
         AND a.starts_at <= now() AND (a.ends_at IS NULL OR a.ends_at > now())
       WHERE h.clinic_id = %(clinic)s AND h.status = 'scheduled' AND h.day BETWEEN %(today)s AND %(today)s + 90
         AND c.status <> 'closed' GROUP BY 1, 2""",
)


def timed(what: Callable[[], Any]) -> float:
    """Seconds on the wall."""
    begun = perf_counter()
    what()
    return perf_counter() - begun


def main() -> int:
    """Print both times and their ratio; 1 when the page takes more than it may."""
    wishes = argparse.ArgumentParser()
    wishes.add_argument("--cases", type=int, default=CASES)
    cases = wishes.parse_args().cases
    copy = database.new_copy()
    try:
        with override_settings(
            AMPARO_MASTER_KEYS=make.MASTER_KEYS, AMPARO_MFA_REQUIRED=False, ALLOWED_HOSTS=["testserver"],
            SECURE_SSL_REDIRECT=False, DEBUG=False,
        ):  # fmt: skip
            return measure(cases)
    finally:
        database.drop(copy)


def measure(cases: int) -> int:
    """Fill, warm up, take turns, print."""
    clinic, empty = make.make_clinic("bay"), make.make_clinic("river", case_prefix="RIV")
    reader = make.make_member(clinic, "coordinator")
    nobody = make.make_member(empty, "coordinator")
    lead = make.make_member(clinic, "staff_attorney")
    took = timed(lambda: fill(clinic, lead, cases))
    print(f"{cases:,} cases and {cases * DATES:,} deadlines made in {took:.0f} s", flush=True)
    page, frame = Browser(), Browser()
    page.force_login(reader.user)
    frame.force_login(nobody.user)
    today = clinics.today(clinic)
    given: dict[str, Any] = {
        "clinic": clinic.pk, "today": today, "until": today + dt.timedelta(days=30),
        "first": today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), "last": today,
    }  # fmt: skip

    def by_hand() -> None:
        with clinic.inside(), connection.cursor() as cursor:
            for statement in BY_HAND:
                cursor.execute(statement, given)
                cursor.fetchall()

    def whole() -> None:
        assert page.get("/bay/reports/deadlines/").status_code == 200

    def bare() -> None:
        assert frame.get("/river/reports/deadlines/").status_code == 200

    turns = []
    for number in range(ROUNDS + 1):
        turns.append((timed(whole), timed(by_hand), timed(bare)))
        if number:  # the first only warms up
            print("page {:.2f} s, statements {:.2f} s, empty page {:.2f} s".format(*turns[-1]), flush=True)
    ours, theirs, template = (statistics.median(column) for column in zip(*turns[1:], strict=True))
    ratio = ours / (theirs + template)
    print(
        f"page {ours * 1000:.0f} ms, statements {theirs * 1000:.0f} ms, empty page {template * 1000:.0f} ms"
    )
    print(f"ratio {ratio:.2f} (at most {AT_MOST:g})")
    return int(ratio > AT_MOST)


if __name__ == "__main__":
    sys.exit(main())
