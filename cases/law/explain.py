"""The steps and warnings of a result, in sentences that a lawyer can check by hand."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from cases.law import calendar, counting, facts, special, wording
from cases.law.outcome import Outcome

Notes = list[str]

ROLL = {
    "before_hearing": "a date before a hearing moves toward the hearing",
    "frap": "FRAP 26(a)(1)(C) runs on to the next open day",
}


def steps(result: Outcome) -> tuple[str, ...]:
    """The way from the facts to the three dates."""
    lines = [result.because] if result.because else []
    if result.dates is None:
        return tuple(lines + _no_date(result))
    if result.exception is not None:
        lines.append(f"{facts.label(result.exception.start)}: {wording.day(result.dates.nominal)}.")
    elif result.trigger is not None and not lines:
        lines.append(_arithmetic(result, *result.trigger, nominal=result.dates.nominal))
    return tuple(lines + _rolling(result, result.dates))


def _no_date(result: Outcome) -> Notes:
    lines = [f"What would settle it: {facts.known()[name].ask}" for name in result.needs]
    if result.also is not None and result.also.dates is not None:
        lines.append(
            f"Protective date: {wording.day(result.also.dates.nominal)} (not a legal deadline); "
            f"act by {wording.day(result.also.dates.safe)}."
        )
    return lines


def _arithmetic(result: Outcome, name: str, value: Any, *, nominal: date) -> str:
    """One line: trigger, amount, nominal date."""
    how = result.rule.count
    start, amount = special.start_of(result.rule, value), special.amount_of(result.rule, result.facts)
    opening = (
        f"{facts.label(name)} {wording.moment(value) if isinstance(value, datetime) else wording.day(value)}"
    )
    if how.by == "court_set":
        return f"{opening}: the date set is the deadline."
    if how.by == "before_birthday":
        birthday = wording.day(counting.shift(value, amount, "years"))
        return f"{opening}: {_ordinal(amount)} birthday {birthday}; the last day is the day before, {wording.day(nominal)}."
    if how.or_before_birthday and nominal != counting.shift(start, how.amount, how.unit):
        return f"{opening}; the day before the {_ordinal(how.or_before_birthday)} birthday is first: {wording.day(nominal)}."
    if how.birthday:
        opening = f"{_ordinal(how.birthday)} birthday {wording.day(start)}"
    elif start != value:
        opening = f"{opening}; counted from {wording.day(start)}, when the rule began"
    if amount == 0:
        return f"{opening}: the day itself, {wording.day(nominal)}."
    sign = "−" if how.direction == "before" else "+"
    return f"{opening} {sign} {_amount(result, amount)} = {wording.day(nominal)}."


def _amount(result: Outcome, amount: int) -> str:
    """``30 days``, ``5 working days``, ``30 days + 3 days for mail``."""
    how = result.rule.count
    counted = wording.amount(amount, how.unit)
    if how.by == "working_days":
        return f"{amount} working day{'' if amount == 1 else 's'}"
    if how.by == "clock_hours":
        return f"{amount} clock hours"
    if how.by == "mail_plus_3":
        return f"{counted} + {counting.MAIL_DAYS} days for mail"
    if how.extra_days_fact and result.facts[how.extra_days_fact]:
        return f"{counted} + {wording.amount(result.facts[how.extra_days_fact], 'days')} abroad"
    return counted


def _rolling(result: Outcome, count: counting.Count) -> Notes:
    """Why the legal and the act-by dates differ from the nominal one."""
    rule, lines = result.rule, Notes()
    by = result.exception.by if result.exception is not None else rule.count.by
    rolled = calendar.next_open(count.nominal) if count.legal != count.nominal else count.nominal
    if rolled != count.nominal and rolled <= count.legal:
        why = ROLL.get(by, "the last day runs on to the next open day")
        closed = f"{wording.day(count.nominal)} is {calendar.why_closed(count.nominal)}"
        lines.append(f"{closed}; {why}: {wording.day(rolled)}.")
    if count.legal != rolled:
        lines.append(f"Unplanned ECAS outage: the last day extends to {wording.day(count.legal)}.")
    if rule.kind == "eligibility":
        lines.append(
            "A date from which something may be done: it never moves, and earlier filings are rejected."
        )
    if count.safe != count.nominal:
        stricter = rule.count.stricter is not None or count.safe < calendar.last_staffed(count.nominal)
        opening = (
            "the stricter reading"
            if stricter
            else f"the last business day on or before {wording.day(count.nominal)}"
        )
        lines.append(f"Act by {opening}: {wording.day(count.safe)}.")
        lines += _closures_between(count)
    return lines


def _closures_between(count: counting.Count) -> Notes:
    return [
        f"{wording.day(day)} is left out: {reason}."
        for day, reason in calendar.closures().items()
        if count.safe < day <= count.nominal and calendar.is_open(day)
    ]


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def warnings(result: Outcome) -> tuple[str, ...]:
    """Assumptions first, then what the law leaves open, then what these facts bring up."""
    rule = result.rule
    lines = [_assumption(name, result.facts[name]) for name in result.assumed]
    lines += rule.warn
    if rule.vacated is not None and result.trigger is not None and result.trigger[1] >= rule.vacated.since:
        other = counting.shift(result.trigger[1], rule.vacated.amount, rule.vacated.unit)
        lines.append(f"{rule.vacated.say} {wording.day(calendar.next_open(other))}.")
    if rule.verification == "from memory":
        lines.append(
            "This rule was written from memory and not checked against its source: verify before relying on it."
        )
    elif rule.verification == "contested" and not any(line.lower().startswith("contested") for line in lines):
        lines.append("Contested: this rule changed recently or is in dispute; an attorney must check it.")
    if rule.notes:
        lines += NOTES[rule.notes](result)
    return tuple(lines)


def _assumption(name: str, value: Any) -> str:
    shown = (
        {True: "yes", False: "no", (): "none"}.get(value, value) if isinstance(value, bool | tuple) else value
    )
    return f"{name} was not given; assumed: {shown}."


def one_year(result: Outcome) -> Notes:
    """Mailing proof, several arrivals, minors who were not UACs."""
    read, lines = result.facts, Notes()
    arrivals = {*read.get("arrivals", ())} | ({read["last_arrival"]} if "last_arrival" in read else set())
    if len(arrivals) > 1:
        lines.append(f"Several arrivals are recorded; the latest counts: {wording.day(max(arrivals))}.")
    if "uac_determination" in read and not read["uac"]:
        lines.append(
            "A UAC determination is recorded, yet the exemption is not claimed: an attorney must look."
        )
    if result.legal is not None and "received" in read:
        lines += _receipt(read, result.legal)
    if read.get("accompanied_minor") and result.nominal is not None:
        lines.append(_minor(read))
    return lines


def _receipt(read: Mapping[str, Any], legal: date) -> Notes:
    received, mailed = read["received"], read.get("mailed")
    if received <= legal:
        return [f"Received {wording.day(received)}: within the year."]
    if read["forum"].upper() == "USCIS" and mailed is not None and mailed <= legal:
        late = f"Received {wording.day(received)}, after the year; with clear and convincing proof of mailing on "
        rule = f"{wording.day(mailed)} USCIS takes that day as filed (8 CFR 208.4(a)(2)(ii)). In court receipt decides."
        return [late + rule]
    return [
        f"Received {wording.day(received)}, after {wording.day(legal)}: late unless an exception applies."
    ]


def _minor(read: Mapping[str, Any]) -> str:
    text = "A minor's legal disability may excuse late filing (8 CFR 208.4(a)(5)(ii)), within a reasonable period after 18"
    if "dob" not in read:
        return f"{text}."
    eighteen = counting.shift(read["dob"], 18, "years")
    target = counting.target(eighteen, 6, "months").safe
    return f"{text}, {wording.day(eighteen)}; working target, not a limit: {wording.day(target)}."


def board_appeal(result: Outcome) -> Notes:
    """A mailed summary restarts nothing."""
    if "summary_mailed" in result.facts and "oral_decision" in result.facts:
        return ["The summary mailed later does not restart the 30 days (Matter of Iskandarani)."]
    return []


def petition_for_review(result: Outcome) -> Notes:
    """Mail, motions and withholding-only decisions do not move the clock; a second petition protects."""
    read, lines = result.facts, Notes()
    if "mailed" in read:
        lines.append("Mailing changes nothing: the date on the decision counts.")
    if "mtr_filed" in read:
        lines.append("A motion to reopen does not toll the 30 days (Stone v. INS).")
    for name in ("bia_withholding_only", "bia_decision"):
        later = read.get(name)
        if "faro_issued" in read and later is not None and later > read["faro_issued"]:
            second = counting.frap(later, 30)
            lines.append(
                f"File protectively again after the later decision: by {wording.day(second.safe)}, at the "
                f"latest {wording.day(second.nominal)} (Riley v. Bondi leaves it open)."
            )
    return lines


def paper_policy(result: Outcome) -> Notes:
    """USCIS's weekend policy, as information only."""
    if result.legal is None or calendar.is_open(result.legal):
        return []
    day = wording.day(special.paper_policy_day(result.legal))
    return [f"USCIS policy would take a paper filing until {day}; do not rely on it."]


def auto_extension(result: Outcome) -> Notes:
    """An extension needs a renewal filed before the card expired."""
    if result.facts["renewal_filed"] > result.facts["ead_expires"]:
        return ["The renewal was filed after the card expired: an extension is doubtful."]
    return []


def court_fee(result: Outcome) -> Notes:
    """A receipt date is not a payment date."""
    if "order_received" in result.facts and "order_due" not in result.facts:
        return [
            "Only the order's receipt is recorded, not the payment date it sets: read the order and enter it."
        ]
    return []


def tps_extension(result: Outcome) -> Notes:
    """What happens without a decision."""
    until = counting.shift(result.facts["expires"], 6, "months")
    return [
        f"Without a decision the designation runs on to {wording.day(until)}. The actual outcome was not verified."
    ]


NOTES: dict[str, Callable[[Outcome], Notes]] = {
    "one_year": one_year,
    "board_appeal": board_appeal,
    "petition_for_review": petition_for_review,
    "paper_policy": paper_policy,
    "auto_extension": auto_extension,
    "court_fee": court_fee,
    "tps_extension": tps_extension,
}
