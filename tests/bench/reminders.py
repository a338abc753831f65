"""Five million reminders of 200 clinics: claiming what is due, and sending it: `script/bench reminders [--rows N]`.

Claiming: the sweep's own function against the same statement sent bare. Sending: a whole sweep of 10,000 letters by
one worker, with its checks, its rows and its proof, against a loop of ``send_message`` over the letters that the sweep
had sent, as the email package reads them: one process against one. Beside it are printed what two workers take, who
share a morning's batches as docker-compose.yml and script/demo start them, and a loop of ``sendmail`` over letters that
somebody else has written out already.
"""

import argparse
import multiprocessing
import os
import smtplib
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from time import perf_counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")
import django

django.setup()
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from cases import tasks, vault  # noqa: E402
from cases.actions.reminders import sending  # noqa: E402
from tests import database, make  # noqa: E402
from tests.bench._bulk import unchecked  # noqa: E402
from tests.bench._sink import MARK  # noqa: E402

ROWS, CLINICS, PEOPLE, OFFSETS = 5_000_000, 200, 10_000, 25
CLAIM, TURNS = 500, 5
SWEEPS = 5  # each with a loop before and after it, so that both have the machine in the same state
CLAIM_AT_MOST, SWEEP_AT_MOST = 2.0, 1.5  # times the bare statement, times the bare loop
BARE = """
WITH due AS (
    SELECT r.id FROM cases_reminder r WHERE r.due_at <= now() AND r.state IN ('planned', 'claimed')
    ORDER BY r.due_at, r.clinic_id, r.membership_id LIMIT 500 FOR UPDATE SKIP LOCKED
)
UPDATE cases_reminder r SET state = 'claimed', claimed_at = now(), due_at = now() + interval '300 seconds',
    attempts = r.attempts + 1
FROM due WHERE r.id = due.id RETURNING r.clinic_id, r.id
"""

# {people}: members, one case and one reminder that is due for each; {dates}: dates over all cases.
FILL = """
INSERT INTO cases_user (id, password, email, name, language, is_active, date_joined)
    SELECT n, '!', 'person' || n || '@example.org', 'Person ' || n, 'en', true, now() FROM generate_series(1, {people}) n;
INSERT INTO cases_membership (id, role, firm, bar_number, eoir_id, phone, joined_at, clinic_id, user_id)
    SELECT n, 'pro_bono_attorney', '', '', '', '', now(), 1 + n % {clinics}, n FROM generate_series(1, {people}) n;
INSERT INTO cases_case (id, reference, status, summary, claim_theory, intake_step, key, opened_on, closed_because,
        version, created_at, clinic_id)
    SELECT n, 'CL-26-' || n, 'open', '', '', '', '\\x00', current_date, '', 1, now(), 1 + n % {clinics}
    FROM generate_series(1, {people}) n;
INSERT INTO cases_assignment (duty, starts_at, case_id, clinic_id, assigned_by_id, membership_id)
    SELECT 'lead', now() - interval '400 days', n, 1 + n % {clinics}, n, n FROM generate_series(1, {people}) n;
INSERT INTO cases_deadline (id, rule, rule_version, kind, title, trigger, facts, nominal_on, legal_on, safe_on, act_by,
        steps, authority, verification, warnings, state, ended_because, was_rejected, created_at, case_id, clinic_id)
    SELECT n, 'EOIR_INDIVIDUAL_30', '1', 'duty', 'File evidence', 'hearing:' || n, '{{}}', day, day, day, day, '[]',
        'invented', 'verified', '[]', 'open', '', false, now() - interval '90 days', 1 + n % {people}, 1 + (1 + n % {people}) % {clinics}
    FROM generate_series(1, {dates}) n, LATERAL (SELECT current_date + 7 + n % 200 AS day) d;
INSERT INTO cases_reminder (channel, kind, offset_days, about_on, planned_for, due_at, state, attempts, refusals,
        sent_at, withdrawn_because, escalated_because, created_at, case_id, clinic_id, deadline_id, membership_id)
    SELECT 'email', 'reminder', o, d.act_by, at, at, CASE WHEN o > 5 THEN 'sent' ELSE 'planned' END, 0, 0,
        CASE WHEN o > 5 THEN at END, '', '', now() - interval '90 days', d.case_id, d.clinic_id, d.id, d.case_id
    FROM cases_deadline d, generate_series(1, {offsets}) o,
        LATERAL (SELECT now() + (CASE WHEN o > 5 THEN -o ELSE 10 + o * 40 END + d.id % 30) * interval '1 day'
            - CASE WHEN o > 5 THEN interval '40 days' ELSE interval '0' END AS at) t;
UPDATE cases_reminder SET due_at = now() - interval '1 minute', planned_for = now() - interval '1 minute'
    WHERE deadline_id <= {people} AND offset_days = 5;
"""
PUT_BACK = """
UPDATE cases_reminder SET state = 'planned', due_at = planned_for, claimed_at = NULL, attempts = 0, message_id = NULL,
    sent_at = NULL, escalate_at = NULL
WHERE deadline_id <= %s AND offset_days = 5
"""


def fill(rows: int) -> int:
    """Make the tables as a large installation's; return how many reminders are due."""
    dates = max(rows // OFFSETS, 100)
    people = min(PEOPLE, dates)
    with unchecked(["cases_reminder"]) as owner:
        for number in range(1, CLINICS + 1):
            owner.execute(
                "INSERT INTO cases_clinic (id, slug, name, time_zone, street, city, state, zip_code, phone, email,"
                " case_prefix, morning, key, is_demo, created_at) VALUES"
                " (%s, %s, 'A clinic', %s, '', '', '', '', '', '', 'CL', '07:00', %s, false, now())",
                [number, f"clinic-{number}", make.zone_where_it_is_ten(), vault.new_key()],
            )
        owner.execute(FILL.format(people=people, clinics=CLINICS, dates=dates, offsets=OFFSETS).encode())
    return people


def put_back(due: int) -> None:
    """Let the same reminders be due again, and take away what the turn before left behind."""
    with database.as_owner() as owner:
        owner.execute(PUT_BACK, [due])
        owner.execute("DELETE FROM cases_message")
    with database.as_owner() as owner:
        owner.autocommit = True
        owner.execute("VACUUM cases_reminder")
        owner.execute("VACUUM cases_message")


def claiming(due: int) -> float:
    """Return the ratio of the medians: the sweep's claim to the bare statement, taking turns."""
    ours, bare = [], []
    for _ in range(TURNS):
        begun = perf_counter()
        assert len(sending.claim(most=CLAIM)) == min(CLAIM, due)
        ours.append(perf_counter() - begun)
        put_back(due)
        with database.as_owner() as owner:
            owner.execute("SELECT 1")
            begun = perf_counter()
            assert len(owner.execute(BARE).fetchall()) == min(CLAIM, due)
            owner.commit()
            bare.append(perf_counter() - begun)
        put_back(due)
    one, other = median(ours), median(bare)
    print(f"claiming {CLAIM}: {one * 1000:.1f} ms, the bare statement {other * 1000:.1f} ms")
    return one / other


@contextmanager
def sink(folder: Path) -> Iterator[int]:
    """A mail server in a process of its own inside this block; its port."""
    command = [sys.executable, "-m", "tests.bench._sink", str(folder / "letters")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield int(process.stdout.readline())
        finally:
            process.kill()


def dumped(port: int, folder: Path) -> tuple[list[bytes], int]:
    """Return the letters that came since the last time, and over how many connections."""
    with smtplib.SMTP("127.0.0.1", port) as line:
        connections = int(line.docmd("XDUMP")[1])
    return (folder / "letters").read_bytes().split(MARK), connections


def sweeping(due: int) -> tuple[float, float]:
    """Return the ratios of whole sweeps, by one worker and by two, to loops of smtplib over the same letters."""
    one, two, loops = [], [], []
    with tempfile.TemporaryDirectory() as name, sink(Path(name)) as port:
        settings.EMAIL_BACKEND = "cases.mail.smtp.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        for _ in range(SWEEPS):
            alone, written, connections = swept(due, port, Path(name), workers=1)
            letters = [message_from_bytes(each) for each in written]
            plain = [looped(port, letters)]
            bare = looped(port, list(zip(letters, written, strict=True)))
            assert len(dumped(port, Path(name))[0]) == 2 * due
            both, _letters, _connections = swept(due, port, Path(name), workers=2)
            plain.append(looped(port, letters))
            dumped(port, Path(name))
            one.append(alone)
            two.append(both)
            loops += plain
            print(
                f"sweep of {due:,} due by one worker: {alone:.2f} s over {connections} connections, by two {both:.2f} s; "
                f"smtplib alone {plain[0]:.2f} and {plain[1]:.2f} s, of letters already written out {bare:.2f} s",
                flush=True,
            )
    loop = median(loops)
    return median(one) / loop, median(two) / loop


def swept(due: int, port: int, folder: Path, *, workers: int) -> tuple[float, list[bytes], int]:
    """Let so many workers sweep what is due; return the seconds, the letters, and over how many connections they came."""
    put_back(due)
    here, there = multiprocessing.Pipe()
    connection.close()  # each worker has its own
    others = [
        multiprocessing.get_context("fork").Process(target=worker, args=(there,)) for _ in range(1, workers)
    ]
    for each in others:
        each.start()
        assert here.recv() == "ready"
    begun = perf_counter()
    for _ in others:
        here.send("ring")
    tasks.sweep_reminders()
    for each in others:
        each.join()
    took = perf_counter() - begun
    letters, connections = dumped(port, folder)
    assert len(letters) == due, f"{len(letters)} letters of {due}"
    return took, letters, connections


def worker(bell: Connection) -> None:
    """Another worker, in a process of its own: waits for the bell, sweeps, ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    bell.send("ready")
    bell.recv()
    tasks.sweep_reminders()
    connection.close()


def looped(port: int, letters: Sequence[Message | tuple[Message, bytes]]) -> float:
    """Seconds that smtplib takes for the letters, one after the other over one connection."""
    begun = perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as line:
        for each in letters:
            if isinstance(each, tuple):
                line.sendmail(each[0]["From"], each[0]["To"], each[1])
            else:
                line.send_message(each)
    return perf_counter() - begun


def main() -> int:
    """Print both ratios; 1 when one is more than it may be."""
    parser = argparse.ArgumentParser(prog="script/bench reminders")
    parser.add_argument("--rows", type=int, default=ROWS)
    rows = parser.parse_args().rows
    copy = database.new_copy()
    try:
        begun = perf_counter()
        due = fill(rows)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        print(f"{rows:,} reminders of {CLINICS} clinics made in {perf_counter() - begun:.0f} s")
        claim, (sweep, by_two) = claiming(due), sweeping(due)
    finally:
        database.drop(copy)
    print(
        f"ratio {claim:.2f} (at most {CLAIM_AT_MOST:g}) and {sweep:.2f} (at most {SWEEP_AT_MOST:g}); "
        f"two workers {by_two:.2f}"
    )
    return int(claim > CLAIM_AT_MOST or sweep > SWEEP_AT_MOST)


if __name__ == "__main__":
    sys.exit(main())
