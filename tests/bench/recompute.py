"""A rulebook edit applied to 200,000 cases, against the same change written by hand in SQL: `script/bench recompute`.

Ours reads every fact of every case, asks the law for every deadline, and stages and writes what differs. The statement
by hand knows beforehand which one rule changed, and by how much: it reads that rule's rows and their hearings alone.
Both leave the same rows, words included, behind the same fence, indexes and keys; that is checked. Reminders are not
part of either.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from time import perf_counter
from typing import Any

import django
from django.db import connection, connections, models

CASES = 200_000
AT_MOST = 1.5  # times the statement by hand
RULE, DAYS = "EOIR_INDIVIDUAL_30", 45
FIRST = 1_000_000  # the number before the first cloned row's

HOLIDAYS = """
CREATE TEMP TABLE calendar AS
WITH days AS (
    SELECT day::date, extract(isodow FROM day) < 6 AND day::date <> ALL (%(holidays)s::date[]) AS is_open
    FROM generate_series(date '2026-01-01', date '2031-12-31', interval '1 day') day
)
SELECT day,
    min(day) FILTER (WHERE is_open) OVER (ORDER BY day DESC) AS next_open,
    max(day) FILTER (WHERE is_open AND day <> ALL (%(closures)s::date[])) OVER (ORDER BY day) AS last_staffed,
    to_char(day, 'Dy FMDD Mon YYYY') AS said,
    concat_ws(' and ', CASE extract(isodow FROM day) WHEN 6 THEN 'a Saturday' WHEN 7 THEN 'a Sunday' END,
        %(names)s::jsonb ->> day::text) AS why
FROM days
"""
BY_HAND = """
WITH moved AS (
    SELECT d.*, nextval(pg_get_serial_sequence('cases_deadline', 'id')) AS new_id, h.day AS hearing,
        c.day AS nominal, least(c.next_open, h.day) AS legal, c.last_staffed AS safe, c.said, c.why, o.act_by AS by_hand
    FROM cases_deadline d
    JOIN cases_case k ON k.id = d.case_id AND k.status <> 'closed'
    JOIN cases_hearing h ON h.id = d.hearing_id AND h.status = 'scheduled' AND h.day >= %(since)s
    JOIN cases_proceeding p ON p.id = h.proceeding_id AND NOT p.is_detained AND p.status = 'pending'
    JOIN calendar c ON c.day = h.day - %(days)s
    LEFT JOIN cases_override o ON o.id = d.override_id
    WHERE d.state = 'open' AND d.rule = %(rule)s AND (d.nominal_on, d.legal_on, d.safe_on, d.rule_version)
        IS DISTINCT FROM (c.day, least(c.next_open, h.day), c.last_staffed, %(version)s)
), ended AS (
    UPDATE cases_deadline d SET state = 'superseded', ended_at = now(), ended_because = 'The rule changed.',
        superseded_by_id = m.new_id
    FROM moved m WHERE d.id = m.id AND d.state = 'open' RETURNING d.id
)
INSERT INTO cases_deadline (
    id, clinic_id, case_id, proceeding_id, hearing_id, decision_id, person_id, rule, rule_version, kind, title,
    trigger, facts, nominal_on, legal_on, safe_on, act_by, override_id, steps, authority, verification, warnings,
    entered_by_id, owner_id, was_rejected, state, ended_because, created_at
)
SELECT m.new_id, m.clinic_id, m.case_id, m.proceeding_id, m.hearing_id, m.decision_id, m.person_id, m.rule,
    %(version)s, m.kind, m.title, m.trigger, m.facts, m.nominal, m.legal, m.safe,
    coalesce(m.by_hand, m.safe), m.override_id,
    jsonb_build_array('Hearing ' || to_char(m.hearing, 'Dy FMDD Mon YYYY') || ' − ' || %(days)s || ' days = ' || m.said || '.')
    || CASE WHEN m.legal = m.nominal THEN '[]' ELSE jsonb_build_array(
        m.said || ' is ' || m.why || '; a date before a hearing moves toward the hearing: '
        || to_char(m.legal, 'Dy FMDD Mon YYYY') || '.') END
    || CASE WHEN m.safe = m.nominal THEN '[]' ELSE jsonb_build_array(
        'Act by the last business day on or before ' || m.said || ': ' || to_char(m.safe, 'Dy FMDD Mon YYYY') || '.') END,
    m.authority, m.verification, m.warnings, m.entered_by_id, m.owner_id, m.was_rejected, 'open', '', now()
FROM moved m JOIN ended USING (id)
"""
SEEN = """
SELECT count(*), md5(string_agg(md5(row(d.case_id, d.rule, d.trigger, d.state, d.rule_version, d.kind, d.title, d.facts,
    d.nominal_on, d.legal_on, d.safe_on, d.act_by, d.steps, d.authority, d.verification, d.warnings, d.owner_id,
    d.entered_by_id, d.ended_because, s.act_by, s.state)::text), '' ORDER BY d.case_id, d.rule, d.trigger, d.state))
FROM cases_deadline d LEFT JOIN cases_deadline s ON s.id = d.superseded_by_id
"""


def cloned(model: type[models.Model], prototype: int, number: int, where: str = "true", **given: str) -> None:
    """Copy a row ``number`` times, as FIRST + n, with some columns given as SQL of n."""
    table = model._meta.db_table
    columns = [str(each.column) for each in model._meta.concrete_fields]
    values = {name: f"t.{name}" for name in columns} | {"id": f"{FIRST} + n"} | given
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(values)}) SELECT {', '.join(values.values())} "  # noqa: S608
            f"FROM {table} t, generate_series(1, {number}) n WHERE t.id = {prototype} AND {where}"
        )


@contextmanager
def unbound() -> Iterator[None]:
    """Fill without foreign keys, which look up every row; they are back, for every later row, before anything is measured."""
    from tests import database

    with database.as_owner() as owner:
        keys = owner.execute(
            "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'f'"
        ).fetchall()
        for table, name, _ in keys:
            owner.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    with database.as_owner() as owner:
        for table, name, definition in keys:
            owner.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition} NOT VALID")
    tidy()


def tidy() -> None:
    """Let the planner know what there is."""
    from tests import database

    with database.as_owner() as owner:
        owner.autocommit = True
        owner.execute("VACUUM ANALYZE")


def furnish(number: int) -> Any:
    """A clinic with so many cases: hearings of both kinds, decisions, children, applications; return the clinic."""
    from cases.models import (
        Assignment,
        Case,
        Client,
        Decision,
        Hearing,
        Minor,
        Party,
        Person,
        Proceeding,
        StatusAssertion,
    )
    from tests import make

    clinic = make.make_clinic("bay")
    lawyers = [make.make_member(clinic, "staff_attorney") for _ in range(20)]
    with clinic.inside():
        case = make.make_case(clinic)
        party = case.parties.get()
        person, proceeding = party.person, make.make_proceeding(case)
        hearing = make.make_hearing(proceeding, date(2027, 1, 4), status="held")
        said = {"clinic": clinic, "recorded_by": lawyers[0]}
        decision = Decision.objects.create(
            **said, proceeding=proceeding, outcome="granted", decided_on="2020-01-01", served_on="2020-01-01",
            service="oral",
        )  # fmt: skip
        asserted = StatusAssertion.objects.create(
            **said, minor=person.minor_role, kind="orr_custody", source="dhs_record", asserted_on="2025-06-01"
        )
        work = make.assign(case, lawyers[0])
        own = f"{FIRST} + n"
        cloned(Case, case.pk, number, reference="'BAY-27-' || n")
        cloned(Person, person.pk, number, birth_date="date '1985-01-01' + n * 7919 % 14600")
        cloned(
            Client,
            person.client_role.pk,
            number,
            person_id=own,
            last_arrival_on="date '2025-01-01' + n * 31 % 690",
        )
        cloned(Minor, person.minor_role.pk, number, "n % 8 = 0", person_id=own)
        cloned(Party, party.pk, number, case_id=own, person_id=own)
        cloned(StatusAssertion, asserted.pk, number, "n % 8 = 0", minor_id=own, kind="'uc_determination'")
        cloned(
            Proceeding, proceeding.pk, number, case_id=own,
            kind="CASE WHEN n % 10 = 9 THEN 'state_juvenile' ELSE 'eoir_removal' END",
            court_code="CASE WHEN n % 10 = 9 THEN '' ELSE 'HOU' END",
            i589_filed_on="CASE WHEN n % 3 = 0 THEN date '2026-01-05' + n % 200 END",
        )  # fmt: skip
        cloned(
            Hearing, hearing.pk, number, "n % 10 < 7", proceeding_id=own, status="'scheduled'",
            kind="CASE WHEN n % 10 < 5 THEN 'individual' ELSE 'master' END",
            day="date '2026-12-07' + n * 17 % 150 * 7 + n % 5",
        )  # fmt: skip
        cloned(
            Decision, decision.pk, number, "n % 10 IN (7, 8)", proceeding_id=own, outcome="'removal'",
            decided_on="date '2026-10-01' + n % 50", served_on="date '2026-10-01' + n % 50",
            appeal_reserved="n % 10 = 7",
        )  # fmt: skip
        cloned(Assignment, work.pk, number, case_id=own, membership_id=f"{lawyers[0].pk} + n % 20")
    return clinic


@contextmanager
def a_copy(of: str) -> Iterator[None]:
    """Stand in a copy of a database, and drop it at the end."""
    from tests import database

    name = f"{of}_copy"
    for each in connections.all():
        each.close()
    with database._server() as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {of} STRATEGY file_copy")
    database.point_at(name)
    try:
        yield
    finally:
        gone(name)
        database.point_at(of)


def gone(name: str) -> None:
    """Drop a database without force: autovacuum makes way by itself, and only a superuser may send it away."""
    from tests import database

    database.point_at(name)
    with database._server() as server:
        server.execute(f"DROP DATABASE {name}")


def ours(clinic: Any) -> None:
    """The product's own way."""
    from cases.actions import recompute

    recompute.recompute(clinic=clinic, verb="deadline.rules_changed", remind=False)


def by_hand(clinic: Any) -> None:
    """One statement, and the table of days that it looks up."""
    from cases.law import calendar, rules

    holidays = {
        day: name for year in range(2026, 2032) for day, name in calendar.federal_holidays(year).items()
    }
    rule = rules.book().latest(RULE)
    with clinic.inside(), connection.cursor() as cursor:
        names = json.dumps({day.isoformat(): name for day, name in holidays.items()})
        cursor.execute(
            HOLIDAYS, {"holidays": list(holidays), "closures": list(calendar.closures()), "names": names}
        )
        cursor.execute(BY_HAND, {"rule": RULE, "days": DAYS, "version": rule.version, "since": rule.since})


def timed(act: Callable[[Any], None], clinic: Any) -> float:
    """Seconds on the clock, the commit included."""
    begun = perf_counter()
    act(clinic)
    return perf_counter() - begun


def seen(clinic: Any) -> tuple[int, str]:
    """How many rows there are, and a digest of what they say."""
    with clinic.inside(), connection.cursor() as cursor:
        cursor.execute(SEEN)
        count, digest = cursor.fetchone()
        return count, digest


def measure(number: int) -> int:
    """Print both times and their ratio; 1 when ours takes more than it may, or leaves other rows."""
    from cases.law import rules
    from tests import database
    from tests.rulebook import edited

    state = database.new_copy()
    try:
        with unbound():
            clinic = furnish(number)
            tidy()
            first = timed(ours, clinic)
        rows, _ = seen(clinic)
        print(f"{number:,} cases; {rows:,} deadlines written for the first time in {first:.1f} s, keys apart")
        print(f"a sweep that finds nothing to change: {timed(ours, clinic):.1f} s")
        took, found = {}, {}
        with rules.trying_out(edited({RULE: {"amount": DAYS}})):
            for act in (by_hand, ours):
                with a_copy(state):
                    took[act], found[act] = timed(act, clinic), seen(clinic)
        return verdict(took[by_hand], took[ours], found[by_hand] == found[ours], found[ours][0] - rows)
    finally:
        gone(state)


def verdict(hand: float, whole: float, is_same: bool, moved: int) -> int:
    """Say how it went."""
    print(f"{moved:,} dates moved: {whole:.1f} s; by one statement in SQL for that rule alone: {hand:.1f} s")
    print(f"ratio {whole / hand:.2f} (at most {AT_MOST:g})")
    if not is_same:
        print("The two left different rows: what was measured is not the same change.")
    return int(not is_same or whole > AT_MOST * hand)


def main(arguments: list[str]) -> int:
    """``--cases N`` for a smaller run."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=CASES)
    django.setup()
    return measure(parser.parse_args(arguments).cases)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
