"""What a careful reader is told beside the dates: both sides of what is open, and facts that do not fit together."""

from typing import Any

import pytest

from cases.law import engine, remarks, rule
from cases.law.problems import FactImpossible


def warned(rule_id: str, facts: dict[str, Any]) -> str:
    """Every warning of one result, as one text."""
    return "\n".join(engine.compute(rule_id, facts).warnings)


def dates(rule_id: str, facts: dict[str, Any]) -> list[str | None]:
    """Nominal, legal and safe as ISO."""
    result = engine.compute(rule_id, facts)
    return [day.isoformat() if day else None for day in (result.nominal, result.legal, result.safe)]


TOLD: list[tuple[str, dict[str, Any], str]] = [
    # An order cannot grant more than the statute does.
    ("VD_60", {"ij_order": "2026-11-20", "days": 90}, "grants 90 days and the law allows at most 60 days"),
    # 3 Jul 2026 is a holiday only because the Fourth is a Saturday.
    ("PFR_30", {"bia_decision": "2026-06-03"}, "Fri 3 Jul 2026 is a holiday only because"),
    # 29 February has no anniversary in most years.
    ("I589_ONE_YEAR", {"last_arrival": "2024-02-29"}, "no anniversary in 2025: 28 February is taken"),
    ("SIJ_I360_BEFORE_21", {"dob": "2008-02-29"}, "treated as turning 21 on Wed 28 Feb 2029"),
    ("ALIEN_REG_14TH_BDAY_30", {"dob": "2012-02-29"}, "treated as turning 14 on Sat 28 Feb 2026"),
    ("ASYLEE_AOS_1Y", {"asylum_granted": "2024-02-29"}, "to be careful, wait until 1 March"),
    # A hearing just after the 15 days became 30 again.
    ("EOIR_INDIVIDUAL_30", {"hearing": "2025-02-20"}, "lies before Mon 10 Feb 2025"),
    # Both dates of the proposal; delays push both, and 5 Jan 2026 + 365 + 42 = 16 Feb 2027.
    ("EAD_C8_FILE_150", {"i589_received": "2026-01-05", "delays": [["2026-03-02", "2026-04-13"]]}, "Tue 16 Feb 2027"),
    ("EAD_C8_ELIGIBLE_180", {"i589_received": "2026-01-05"}, "no permit comes before Tue 5 Jan 2027"),
    ("EAD_AUTO_EXTENSION_540", {"renewal_filed": "2025-01-05", "ead_expires": "2025-02-05", "category": "(c)(19)"},
     "TPS: an automatic extension comes only by"),
    ("ASYLUM_NOID_16", {"noid_mailed": "2026-11-10", "status": "none"}, "Without valid status there is a referral"),
    ("AAF_EOIR_ORDER", {}, "Written order received (order_received) was not given; assumed: none."),
    ("AAF_EOIR_ORDER", {"forum": "USCIS"}, "AAF_USCIS_30"),
    ("BIA_APPEAL_30", {"oral_decision": "2026-11-20"}, "Unplanned ECAS outage (ecas_unplanned_outage) was not given; assumed: none."),
    ("BIA_APPEAL_30", {"oral_decision": "2026-11-20", "written_mailed": "2026-11-02"}, "Mon 2 Nov 2026 is recorded before"),
    ("BIA_APPEAL_30", {"written_mailed": "2026-11-20", "written_eserved": "2026-11-23"}, "the earlier one counts"),
    ("MTR_90", {"ij_order": "2026-08-03", "appeal": "waived", "final": "2026-09-02"}, "Wed 2 Sep 2026 is not used"),
    ("IN_ABSENTIA_180", {"order": "2026-01-07", "ground": "No notice of the hearing"}, "IN_ABSENTIA_NO_NOTICE"),
    ("IN_ABSENTIA_NO_NOTICE", {"order": "2026-01-07", "ground": "exceptional circumstances"}, "IS a limit, 180 days"),
    ("MTR_CHANGED_COUNTRY", {"final_order": "2026-01-07", "ground": "new evidence"}, "IS a limit, 90 days"),
    # 5 May 2026 + 30 = Thu 4 Jun; the removal order of 1 Jun has its own clock: 1 Jul.
    ("PFR_30", {"bia_decision": "2026-05-05", "faro_issued": "2026-06-01"}, "by Wed 1 Jul 2026"),
    ("TVPRA_72H", {"uac_determination": "2026-11-25"}, "first minute of the day"),
]  # fmt: skip


@pytest.mark.parametrize(("rule_id", "facts", "said"), TOLD)
def test_what_these_facts_bring_up_is_told(rule_id: str, facts: dict[str, Any], said: str) -> None:
    assert said in warned(rule_id, facts)


UNTOLD: list[tuple[str, dict[str, Any], str]] = [
    ("VD_60", {"ij_order": "2026-11-20", "days": 60}, "grants"),
    ("PFR_30", {"bia_decision": "2026-11-25"}, "arguable"),  # Christmas itself, on its own Friday
    ("I589_ONE_YEAR", {"last_arrival": "2024-02-28"}, "anniversary"),
    ("I730_2Y", {"asylum_granted": "2028-02-28"}, "anniversary"),
    ("SIJ_I360_BEFORE_21", {"dob": "2008-02-28"}, "treated as"),
    ("EOIR_INDIVIDUAL_30", {"hearing": "2026-12-28"}, "lies before"),
    ("EAD_C8_FILE_150", {"i589_received": "2024-01-15"}, "365"),  # its date is older than the proposal
    ("EAD_C8_FILE_150", {"i589_received": "2026-01-05", "delays": [["2026-03-02", None]]}, "365"),
    ("ASYLUM_NOID_16", {"noid_mailed": "2026-11-10"}, "referral"),
    ("AAF_EOIR_ORDER", {"order_received": "2026-11-23"}, "(order_received) was not given"),
    ("BIA_APPEAL_30", {"oral_decision": "2026-11-20", "written_mailed": "2026-12-02"}, "recorded before"),
    ("MTR_90", {"ij_order": "2026-08-03", "appeal": "reserved_not_filed", "final": "2026-09-02"}, "not used"),
    ("IN_ABSENTIA_180", {"order": "2026-01-07"}, "NO_NOTICE"),
    ("TVPRA_72H", {"uac_determination": "2026-11-25T14:00"}, "first minute"),
]


@pytest.mark.parametrize(("rule_id", "facts", "said"), UNTOLD)
def test_what_does_not_concern_these_facts_is_left_out(
    rule_id: str, facts: dict[str, Any], said: str
) -> None:
    assert said not in warned(rule_id, facts)


DECIDED: list[tuple[str, dict[str, Any], list[str | None]]] = [
    # The oral decision counts where there is one, whatever else was served: 20 Nov + 30 = Sun 20 Dec.
    ("BIA_APPEAL_30", {"oral_decision": "2026-11-20", "written_mailed": "2026-11-02"},
     ["2026-12-20", "2026-12-21", "2026-12-18"]),
    ("BIA_APPEAL_30", {"written_mailed": "2026-11-23", "written_eserved": "2026-11-20"},
     ["2026-12-20", "2026-12-21", "2026-12-18"]),
    # The judge's oral order and a later paper: the earlier one, 3 Aug + 90 = Sun 1 Nov.
    ("MTR_90", {"ij_order": "2026-08-10", "ij_oral_order": "2026-08-03"}, ["2026-11-01", "2026-11-02", "2026-10-30"]),
    ("MTR_90", {"ij_order": "2026-02-02", "bia_order": "2026-08-03"}, ["2026-11-01", "2026-11-02", "2026-10-30"]),
    # A renewal filed after the card expired was not timely and extends nothing.
    ("EAD_AUTO_EXTENSION_540", {"renewal_filed": "2025-02-06", "ead_expires": "2025-02-05"}, ["2025-02-05"] * 3),
    ("EAD_AUTO_EXTENSION_540", {"renewal_filed": "2025-02-05", "ead_expires": "2025-02-05"}, ["2026-07-30"] * 3),
    # Somebody else's duty: no closure moves it. 8 Nov 2024 + 30 working days = Tue 24 Dec, closed by order.
    ("FOIA_30WD", {"received": "2024-11-08"}, ["2024-12-24"] * 3),
    # A clinic's own working days: staff work to the open day before the closure.
    ("VD_BOND_5BD", {"ij_order": "2024-12-17"}, ["2024-12-24", "2024-12-24", "2024-12-23"]),
    # The work-permit rule by the day of the I-765: 150, 365, 150 days from 1 Jul 2020.
    ("EAD_C8_FILE_150", {"i589_received": "2020-07-01", "i765_filed": "2020-08-24"}, ["2020-11-28"] * 3),
    ("EAD_C8_FILE_150", {"i589_received": "2020-07-01", "i765_filed": "2020-08-25"}, ["2021-07-01"] * 3),
    ("EAD_C8_FILE_150", {"i589_received": "2020-07-01", "i765_filed": "2022-02-06"}, ["2021-07-01"] * 3),
    ("EAD_C8_FILE_150", {"i589_received": "2020-07-01", "i765_filed": "2022-02-07"}, ["2020-11-28"] * 3),
    # The hearing's own date decides between 15 and 30 days: the last day of each version and the first of the next.
    ("EOIR_INDIVIDUAL_30", {"hearing": "2020-12-22"}, ["2020-12-07"] * 3),
    ("EOIR_INDIVIDUAL_30", {"hearing": "2020-12-23"}, ["2020-11-23"] * 3),
    ("EOIR_INDIVIDUAL_30", {"hearing": "2021-12-16"}, ["2021-11-16"] * 3),
    ("EOIR_INDIVIDUAL_30", {"hearing": "2021-12-17"}, ["2021-12-02"] * 3),
    ("EOIR_INDIVIDUAL_30", {"hearing": "2025-02-09"}, ["2025-01-25", "2025-01-27", "2025-01-24"]),
    ("EOIR_INDIVIDUAL_30", {"hearing": "2025-02-10"}, ["2025-01-11", "2025-01-13", "2025-01-10"]),
    ("EOIR_INDIVIDUAL_30", {"hearing": "2008-06-30"}, [None] * 3),
    # Mail: 84 + 3, and an outage that runs into a weekend and a holiday (Fri 22 May to Tue 26 May 2026).
    ("USCIS_RFE_84_3", {"rfe_mailed": "2026-02-27"}, ["2026-05-25", "2026-05-26", "2026-05-22"]),
    ("BIA_APPEAL_30", {"oral_decision": "2026-04-22", "ecas_unplanned_outage": ["2026-05-22"]},
     ["2026-05-22", "2026-05-26", "2026-05-22"]),
    ("BIA_APPEAL_30", {"oral_decision": "2026-04-23", "ecas_unplanned_outage": ["2026-05-23"]},
     ["2026-05-23", "2026-05-26", "2026-05-22"]),  # down on a Saturday that is no last day
    # Juneteenth before and after it was law; Inauguration Day; the day after Thanksgiving.
    ("AR11_10", {"moved": "2020-06-09"}, ["2020-06-19"] * 3),
    ("AR11_10", {"moved": "2022-06-10"}, ["2022-06-20", "2022-06-21", "2022-06-17"]),
    ("AR11_10", {"moved": "2029-01-10"}, ["2029-01-20", "2029-01-22", "2029-01-19"]),  # a Saturday all the same
    ("AR11_10", {"moved": "2021-01-10"}, ["2021-01-20"] * 3),
    ("AR11_10", {"moved": "2026-11-17"}, ["2026-11-27"] * 3),
    # Christmas Eve 2025 was closed by order: only the act-by date knows.
    ("AR11_10", {"moved": "2025-12-14"}, ["2025-12-24", "2025-12-24", "2025-12-23"]),
    # Month ends: 31 Aug + 6 months; 31 Dec - 6 months = 30 Jun.
    ("U_I918B_6M", {"i918b_signed": "2023-08-31"}, ["2024-02-29"] * 3),
    ("PASSPORT_EXPIRY_ALERT", {"expires": "2026-12-31"}, ["2026-06-30"] * 3),
]  # fmt: skip


@pytest.mark.parametrize(("rule_id", "facts", "expected"), DECIDED)
def test_borders_and_contradictions(rule_id: str, facts: dict[str, Any], expected: list[str | None]) -> None:
    assert dates(rule_id, facts) == expected


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2020-03-19", "not yet in force"),
        ("2020-03-20", "subject to expulsion"),
        ("2020-11-17", "subject to expulsion"),
        ("2020-11-18", "expulsion enjoined"),
        ("2021-01-29", "expulsion enjoined"),
        ("2021-01-30", "excepted by CDC"),
        ("2022-03-03", "excepted by CDC"),
        ("2022-03-04", "exception enjoined"),
        ("2022-03-11", "ended for unaccompanied children"),
        ("2023-05-11", "ended for unaccompanied children"),
        ("2023-05-12", "Title 42 was over"),
    ],
)
def test_title_42_on_each_side_of_every_border(day: str, status: str) -> None:
    assert status in engine.compute("TITLE42_UC_STATUS", {"apprehended": day}).steps[0]


@pytest.mark.parametrize(
    ("rule_id", "facts", "said"),
    [
        (
            "MTR_90",
            {"ij_order": "2026-08-03", "appeal": "reserved_not_filed", "final": "2026-08-02"},
            "before it was made",
        ),
        ("EAD_C8_FILE_150", {"i589_received": "2026-08-03", "ij_denied": "2026-08-02"}, "check both dates"),
    ],
)
def test_facts_that_cannot_both_be_true_are_refused(rule_id: str, facts: dict[str, Any], said: str) -> None:
    with pytest.raises(FactImpossible, match=said):
        engine.compute(rule_id, facts)


def test_every_remark_of_the_book_has_its_function_and_the_other_way_round() -> None:
    assert set(remarks.NOTES) == set(rule.NOTES)
