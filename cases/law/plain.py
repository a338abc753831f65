"""A rule in plain English: how much it counts, from what, and what a closed last day does to it."""

from datetime import date

from cases.law import facts, wording
from cases.law.rule import Example, Rule

# What the act-by date means, by the kind of the rule: only a duty is something to act by.
HEADLINES = {
    "duty": "Act by",
    "court_set": "Act by",
    "eligibility": "Not before",
    "expiry": "Expires",
    "government": "Due from the government",
    "information": "Working date",
}

RARE = ("ecas_unplanned_outage",)  # facts that few cases have are asked last

ROLLING = {
    "after": "Every day counts. A last day on a weekend or federal holiday runs on to the next open day. (8 CFR 1.2 "
    "and 1001.1(h), both from memory; for courts checked in a summary of an older manual.)",
    "before_hearing": "The day before the hearing is day 1. A date on a weekend or federal holiday moves toward the "
    "hearing, never past it. (Manual 3.1(c); checked in a summary of an older edition.)",
    "court_set": "The date that the court wrote down is the deadline; a closed day moves to the next open one. (Manual "
    "3.1(c); checked in a summary of an older edition.)",
    "working_days": "Weekends and federal holidays do not count, and neither does the day it starts from.",
    "government_working_days": "Weekends and federal holidays do not count, and neither does the day it starts from. "
    "It is the government's time: nothing moves it.",
    "anniversary": "The same calendar date; a day that the month lacks becomes its last, which is a reading and not a "
    "text. A weekend or federal holiday runs on to the next open day.",
    "eligibility": "A date from which something may be done. It never moves; earlier filings are rejected.",
    "exact": "Weekends and holidays do not move it.",
    "before_date": "Weekends and holidays do not move the limit; staff work to the business day before.",
    "target": "A working target where the law gives no number. It never runs on.",
    "before_birthday": "The last day is the day before the birthday, and it never moves to a later day.",
    "frap": "Counted as the courts of appeals count (FRAP 26, from memory): a closed last day runs on to the next "
    "open day. State holidays of the circuit could add a day and are left out.",
    "mail_plus_3": "Three days are added because the notice came by mail (8 CFR 103.8(b)); a closed last day runs on.",
    "clock_hours": "Hours by the clock, weekends and holidays included.",
    "asylum_clock": "Days of delay that the applicant asked for or caused are left out. The date never moves otherwise.",
    "auto_extension": "Only a renewal filed before the card expired extends it. Weekends and holidays do not move it.",
    "motion_to_reopen": "Where appeal was reserved and not taken, the order became final later; staff count from the "
    "judge's own order all the same.",
    "age_lock": "Compares the child's age with the day of filing; there is no date to count.",
    "title_42": "Looks the day up in the history of the Title 42 orders; there is no date to count.",
    "none": "There is no date to count.",
}  # fmt: skip


def amount(rule: Rule) -> str:
    """How much the rule counts, without what it starts from: ``30 days before``, ``before the 21st birthday``."""
    how = rule.count
    if how.by == "court_set":
        return "the date set by the court"
    if how.by == "before_birthday":
        other = ", or the age that was recorded" if how.amount_fact else ""
        return f"before turning {how.amount}{other}"
    if how.by in ("none", "age_lock", "title_42"):
        return "no count"
    if how.by in ("working_days", "government_working_days"):
        return f"{how.amount} working day{'' if how.amount == 1 else 's'} {how.direction}"
    if not how.amount and not how.amount_fact:
        return "on the day itself"
    most = "up to " if how.amount_fact and how.by == "after" else ""
    counted = f"{most}{wording.amount(how.amount, how.unit)} {how.direction}"
    return f"{counted} turning {how.birthday}" if how.birthday else counted


def starts_from(rule: Rule) -> tuple[str, ...]:
    """The facts that start the count, as they are called in sentences; what ``which`` names already is left out."""
    return tuple(facts.label(name) for name in rule.start if name != rule.prefer)


def which(rule: Rule) -> str:
    """Which of several starting facts counts: ``the latest of``; empty when there is only one."""
    if len(rule.start) < 2:
        return ""
    if rule.prefer:
        return f"{facts.label(rule.prefer)}; without one, the {rule.pick} of"
    return "the first that is known of" if rule.pick == "first" else f"the {rule.pick} of"


def rolling(rule: Rule) -> str:
    """What weekends and holidays do to it."""
    return ROLLING[rule.count.by]


def checked(rule: Rule) -> str:
    """How far the rule was checked: ``verified Sun 22 Nov 2026``, ``from memory``, ``contested``."""
    if rule.verified_on is None:
        return rule.verification
    told = "verified" if rule.verification == "verified" else f"{rule.verification}, looked at"
    return f"{told} {wording.day(rule.verified_on)}"


def in_force(rule: Rule) -> str:
    """When this version applied, and which fact's date decides that; empty when the book sets no limits."""
    if rule.effective_from is None and rule.effective_to is None:
        return ""
    since = f"from {wording.day(rule.effective_from)}" if rule.effective_from else ""
    until = f"to {wording.day(rule.effective_to)}" if rule.effective_to else ""
    judged = facts.label(rule.judged_on)
    return f"{' '.join(each for each in (since, until) if each)}, judged on: {judged}"


def shown(rule: Rule, example: Example) -> str:
    """An example of the book in words, with the dates that come out, or what is asked for instead."""
    if example.asks:
        return f"{example.say} It asks: {facts.known()[example.asks].ask}"
    if example.act_by is None or example.legal is None:
        return f"{example.say} No date." if rule.start else example.say
    last = f"; the last lawful day is {wording.day(example.legal)}" if example.legal != example.act_by else ""
    return f"{example.say} {HEADLINES[rule.kind]}: {wording.day(example.act_by)}{last}."


def review_is_due(rule: Rule, today: date) -> bool:
    """Whether the rule should have been looked at again by today."""
    return rule.review_by < today


def facts_in_order(rule: Rule) -> tuple[str, ...]:
    """Every fact the rule reads, in the order in which one would ask: what starts it first, rarities last."""
    asked = (
        *rule.start,
        *rule.requires,
        *(case.fact for case in rule.when),
        *(case.start for case in rule.when),
    )
    rest = sorted(rule.known_facts - {*asked}, key=lambda name: (name in RARE, name))
    return tuple(dict.fromkeys(name for name in (*asked, *rest) if name))
