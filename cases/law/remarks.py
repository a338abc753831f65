"""What a rule remarks on when its facts bring it up, one function for each kind of remark (``notes`` in a row)."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from cases.law import calendar, counting, special, wording
from cases.law.outcome import Outcome

Notes = list[str]


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
    """A mailed summary restarts nothing; written decisions that do not fit the oral one."""
    read, lines = result.facts, Notes()
    written = [read[name] for name in ("written_mailed", "written_eserved") if name in read]
    if "oral_decision" not in read:
        if len({*written}) > 1:
            lines.append("The written decision went out on two days; the earlier one counts.")
        return lines
    if "summary_mailed" in read:
        lines.append("The summary mailed later does not restart the 30 days (Matter of Iskandarani).")
    if any(day < read["oral_decision"] for day in written):
        lines.append(
            f"A written decision of {wording.day(min(written))} is recorded before the oral one. If it was that one "
            "which decided the case, the appeal was due from then: an attorney must look today."
        )
    return lines


def petition_for_review(result: Outcome) -> Notes:
    """Mail, motions and withholding-only decisions do not move the clock; a second petition protects."""
    read, lines = result.facts, Notes()
    if "mailed" in read:
        lines.append("Mailing changes nothing: the date on the decision counts.")
    if "mtr_filed" in read:
        lines.append("A motion to reopen does not toll the 30 days (Stone v. INS).")
    if "bia_decision" in read and "faro_issued" in read and read["bia_decision"] < read["faro_issued"]:
        second = counting.frap(read["faro_issued"], 30)
        lines.append(
            f"The final administrative removal order starts a clock of its own: by {wording.day(second.safe)}, at "
            f"the latest {wording.day(second.legal)}. The date above is the Board decision's."
        )
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
    """Temporary protected status has its own extensions."""
    category = result.facts["category"].upper().strip("() ").replace("(", "").replace(")", "")
    if category in ("A12", "C19"):
        return ["TPS: an automatic extension comes only by Federal Register notice or by law; check it."]
    return []


def court_fee(result: Outcome) -> Notes:
    """A receipt date is not a payment date, and USCIS sends notices of its own."""
    lines = Notes()
    if "order_received" in result.facts and "order_due" not in result.facts:
        lines.append(
            "Only the order's receipt is recorded, not the payment date it sets: read the order and enter it."
        )
    if result.facts["forum"].strip().upper() == "USCIS":
        lines.append("This rule is about court; with USCIS the notice sets the date: AAF_USCIS_30.")
    return lines


GROUNDS = {
    # rule: (a word that belongs to another ground, whether it must be there or be missing, what is said)
    "IN_ABSENTIA_180": ("notice", True, "For lack of notice there is no limit of time: IN_ABSENTIA_NO_NOTICE."),
    "IN_ABSENTIA_NO_NOTICE": (
        "exceptional",
        True,
        "For exceptional circumstances there IS a limit, 180 days: IN_ABSENTIA_180.",
    ),
    "MTR_CHANGED_COUNTRY": (
        "country",
        False,
        "On any other ground than changed country conditions there IS a limit, 90 days: MTR_90.",
    ),
}  # fmt: skip


def ground(result: Outcome) -> Notes:
    """A ground that belongs to another rule, with another limit."""
    word, is_there, said = GROUNDS[result.rule_id]
    return [said] if (word in result.facts["ground"].lower()) == is_there else []


def in_status(result: Outcome) -> Notes:
    """Without status an affirmative case is referred, and no notice comes."""
    if result.facts["status"].strip().lower() == result.rule.defaults["status"]:
        return []
    return ["Without valid status there is a referral and no such notice; if one came, follow its date."]


def reopen(result: Outcome) -> Notes:
    """A day of becoming final that a waiver of appeal makes moot."""
    read = result.facts
    if (
        result.trigger is None
        or result.trigger[0] == "bia_order"
        or read["appeal"].strip().lower() != "waived"
    ):
        return []
    final = read.get("final", result.trigger[1])
    if final == result.trigger[1]:
        return []
    return [
        (
            f"Appeal is recorded as waived, so the order was final when it was made; {wording.day(final)} is not used. "
            "If appeal was reserved, say so."
        )
    ]


def time_of_day(result: Outcome) -> Notes:
    """Hours counted from the first minute of a day."""
    if result.trigger is None or result.trigger[1].time() != time.min:
        return []
    return [
        "Counted from the first minute of the day: enter the time of day, and the 72 hours may end later."
    ]


def tps_extension(result: Outcome) -> Notes:
    """What happens without a decision."""
    until = counting.shift(result.facts["expires"], 6, "months")
    return [
        f"Without a decision the designation runs on to {wording.day(until)}. The actual outcome was not verified."
    ]


NOTES: dict[str, Callable[[Outcome], Notes]] = {
    each.__name__: each
    for each in (
        one_year, auto_extension, board_appeal, court_fee, ground, in_status, paper_policy, petition_for_review,
        reopen, time_of_day, tps_extension,
    )
}  # fmt: skip
