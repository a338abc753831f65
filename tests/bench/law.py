"""A million deadlines of mixed rules, against a bare loop of date arithmetic over the same triggers: `script/bench law`.

The bare loop is what anybody would write: add the days, and while that is a weekend or in the set of holidays, move
on. The engine does that too, and more: it reads and checks the facts, finds the version in force, judges exceptions,
and computes the act-by date beside the legal one. Steps are not written, because nobody asks for them here.
Then the second part: an edit of the rulebook applied to a whole database (``recompute``; ``--cases N`` for fewer).
"""

import gc
import random
import sys
from datetime import date, timedelta
from time import process_time
from typing import Any

from cases.law import calendar, engine
from tests.bench import recompute

DEADLINES = 1_000_000
AT_MOST = 6.0  # times the bare loop
CHUNK = 10_000  # the two take turns, so that a busy machine slows both alike
FIRST, LAST = date(2015, 1, 5), date(2035, 6, 30)

# rule, the fact that starts it, other facts, days of the bare count
MIX: tuple[tuple[str, str, dict[str, Any], int], ...] = (
    ("EOIR_INDIVIDUAL_30", "hearing", {"detained": False}, -30),
    ("BIA_APPEAL_30", "oral_decision", {}, 30),
    ("I589_ONE_YEAR", "last_arrival", {"uac": False}, 365),
    ("EOIR_MASTER_15", "hearing", {"detained": False}, -15),
    ("PFR_30", "bia_decision", {}, 30),
    ("USCIS_RFE_84_3", "rfe_mailed", {}, 87),
    ("MTRECON_30", "bia_order", {}, 30),
    ("AR11_10", "moved", {}, 10),
    ("IN_ABSENTIA_180", "order", {}, 180),
    ("SIJ_ADJUDICATION_180", "i360_filed", {}, 180),
    ("EOIR_RESPONSE_10", "filing_received", {}, 10),
    ("ASYLEE_AOS_1Y", "asylum_granted", {}, 365),
)

Case = tuple[str, dict[str, Any], date, int]


def cases(amount: int) -> list[Case]:
    """The same mixed questions every time: rule, facts, trigger, days."""
    chance = random.Random(1096)  # noqa: S311 - a shuffle, not a secret
    span = (LAST - FIRST).days
    made = []
    for _ in range(amount):
        rule, name, others, days = chance.choice(MIX)
        trigger = FIRST + timedelta(days=chance.randrange(span))
        made.append((rule, {name: trigger, **others}, trigger, days))
    return made


def bare(questions: list[Case], holidays: set[date]) -> float:
    """Seconds of processor time for the date arithmetic and the holiday-set lookup alone."""
    one = timedelta(days=1)
    begun = process_time()
    for _rule, _facts, trigger, days in questions:
        day = trigger + timedelta(days=days)
        while day.weekday() >= 5 or day in holidays:
            day += one
    return process_time() - begun


def whole(questions: list[Case]) -> float:
    """Seconds of processor time for the engine."""
    compute = engine.compute
    begun = process_time()
    for rule, facts, _trigger, _days in questions:
        compute(rule, facts)
    return process_time() - begun


def main() -> int:
    """Print both times and their ratio; 1 when the engine takes more than it may."""
    questions = cases(DEADLINES)
    holidays = {day for year in range(2014, 2038) for day in calendar.federal_holidays(year)}
    whole(questions[:2000])  # the rulebook is read once, before the clock starts
    gc.collect()
    gc.freeze()  # the questions themselves are not the engine's garbage
    loop = full = 0.0
    for begin in range(0, len(questions), CHUNK):
        chunk = questions[begin : begin + CHUNK]
        loop += bare(chunk, holidays)
        full += whole(chunk)
    ratio = full / loop
    print(f"bare loop {loop:.2f} s, engine {full:.2f} s for {DEADLINES:,} deadlines of {len(MIX)} rules")
    print(f"ratio {ratio:.2f} (at most {AT_MOST:g})")
    return int(ratio > AT_MOST)


if __name__ == "__main__":
    engine_status = main()
    sys.exit(engine_status | recompute.main(sys.argv[1:]))
