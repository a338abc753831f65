"""Dates that were worked out by hand, with the arithmetic beside each; they run without anything outside the project."""

from datetime import date
from typing import Any

import pytest

from cases.law import engine
from cases.law.problems import FactMissing

# rule, facts, nominal, legal, safe
WORKED: list[tuple[str, dict[str, Any], str | None, str | None, str | None]] = [
    # 30 days before Mon 4 Jan 2027 is Sat 5 Dec 2026; toward the hearing: Mon 7 Dec; staff: Fri 4 Dec.
    ("EOIR_INDIVIDUAL_30", {"hearing": "2027-01-04", "detained": False}, "2026-12-05", "2026-12-07", "2026-12-04"),
    # Wed 20 Jan 2027 - 30 = Mon 21 Dec 2026, an open day.
    ("EOIR_INDIVIDUAL_30", {"hearing": "2027-01-20", "detained": False}, "2026-12-21", "2026-12-21", "2026-12-21"),
    # Sun 24 Jan 2027 - 30 = Fri 25 Dec 2026 -> Mon 28 Dec; back to Thu 24 Dec.
    ("EOIR_INDIVIDUAL_30", {"hearing": "2027-01-24", "detained": False}, "2026-12-25", "2026-12-28", "2026-12-24"),
    # Four versions, judged on the hearing's date: 15, 30, 15, 30 days.
    ("EOIR_INDIVIDUAL_30", {"hearing": "2019-05-16", "detained": False}, "2019-05-01", "2019-05-01", "2019-05-01"),
    ("EOIR_INDIVIDUAL_30", {"hearing": "2021-06-10", "detained": False}, "2021-05-11", "2021-05-11", "2021-05-11"),
    ("EOIR_INDIVIDUAL_30", {"hearing": "2023-03-16", "detained": False}, "2023-03-01", "2023-03-01", "2023-03-01"),
    ("EOIR_INDIVIDUAL_30", {"hearing": "2025-06-18", "detained": False}, "2025-05-19", "2025-05-19", "2025-05-19"),
    ("EOIR_INDIVIDUAL_15_HIST", {"hearing": "2023-03-16"}, "2023-03-01", "2023-03-01", "2023-03-01"),
    # Detained: no default; with the order's date, that date, rolled (Sat 12 Dec 2026 -> Mon 14; staff Fri 11).
    ("EOIR_INDIVIDUAL_30", {"hearing": "2027-01-04", "detained": True}, None, None, None),
    ("EOIR_INDIVIDUAL_30", {"hearing": "2027-01-04", "detained": True, "ij_order_due": "2026-12-12"},
     "2026-12-12", "2026-12-14", "2026-12-11"),
    ("EOIR_INDIVIDUAL_DETAINED", {"hearing": "2027-01-04"}, None, None, None),
    ("EOIR_INDIVIDUAL_DETAINED", {"hearing": "2027-01-04", "detained": False}, None, None, None),
    ("EOIR_MASTER_15", {"hearing": "2026-12-22"}, "2026-12-07", "2026-12-07", "2026-12-07"),
    ("EOIR_MASTER_15", {"hearing": "2026-12-22", "ruling_requested": False}, "2026-12-22", "2026-12-22", "2026-12-22"),
    ("EOIR_RESPONSE_10", {"filing_received": "2026-11-20"}, "2026-11-30", "2026-11-30", "2026-11-30"),
    ("EOIR_CALLUP", {"ij_order_due": "2027-02-15"}, "2027-02-15", "2027-02-16", "2027-02-12"),  # Washington's Birthday
    # Fri 20 Nov 2026 + 30 = Sun 20 Dec -> Mon 21; staff Fri 18.
    ("BIA_APPEAL_30", {"oral_decision": "2026-11-20"}, "2026-12-20", "2026-12-21", "2026-12-18"),
    ("BIA_APPEAL_30", {"written_mailed": "2026-11-20"}, "2026-12-20", "2026-12-21", "2026-12-18"),
    ("BIA_APPEAL_30", {"oral_decision": "2026-11-20", "summary_mailed": "2026-12-01"},
     "2026-12-20", "2026-12-21", "2026-12-18"),
    # The outage is on the legal last day: Mon 21 -> Tue 22; nominal and safe ignore it.
    ("BIA_APPEAL_30", {"oral_decision": "2026-11-20", "ecas_unplanned_outage": ["2026-12-21"]},
     "2026-12-20", "2026-12-22", "2026-12-18"),
    ("BIA_APPEAL_30", {"oral_decision": "2026-11-20", "ecas_unplanned_outage": ["2026-12-16"]},
     "2026-12-20", "2026-12-21", "2026-12-18"),
    ("BIA_BRIEF", {"schedule_due": "2026-12-25"}, "2026-12-25", "2026-12-28", "2026-12-24"),
    ("I589_ONE_YEAR", {"last_arrival": "2026-03-03", "uac": False}, "2027-03-03", "2027-03-03", "2027-03-03"),
    ("I589_ONE_YEAR", {"arrivals": ["2020-01-05", "2026-03-03"]}, "2027-03-03", "2027-03-03", "2027-03-03"),
    ("I589_ONE_YEAR", {"last_arrival": "2028-02-29"}, "2029-02-28", "2029-02-28", "2029-02-28"),
    ("I589_ONE_YEAR", {"last_arrival": "1990-06-01"}, "1998-04-01", "1998-04-01", "1998-04-01"),  # counted from 1 Apr 1997
    ("I589_ONE_YEAR", {"last_arrival": "2026-03-03", "uac": True}, None, None, None),
    ("PROTECTIVE_1Y", {"last_arrival": "2026-03-03"}, "2027-03-03", "2027-03-03", "2027-03-03"),
    # The day before the 18th birthday (10 Dec 2026) comes before the anniversary.
    ("PROTECTIVE_1Y", {"last_arrival": "2026-03-03", "dob": "2008-12-11"}, "2026-12-10", "2026-12-10", "2026-12-10"),
    # 1 Jun 2026 + 150 = 29 Oct; a stop of 10 days makes it 8 Nov, a Sunday, and it does not move.
    ("EAD_C8_FILE_150", {"i589_received": "2026-06-01"}, "2026-10-29", "2026-10-29", "2026-10-29"),
    ("EAD_C8_FILE_150", {"i589_received": "2026-06-01", "delays": [["2026-07-01", "2026-07-11"]]},
     "2026-11-08", "2026-11-08", "2026-11-08"),
    ("EAD_C8_FILE_150", {"i589_received": "2026-06-01", "delays": [["2026-07-01", None, "stopped"]]}, None, None, None),
    ("EAD_C8_FILE_150", {"i589_received": "2026-06-01", "ij_denied": "2026-08-03"}, None, None, None),
    ("EAD_C8_FILE_150", {"i589_received": "2020-10-01", "i765_filed": "2021-10-05"},
     "2021-10-01", "2021-10-01", "2021-10-01"),  # the 365-day version of 2020-2022
    ("EAD_C8_ELIGIBLE_180", {"i589_received": "2026-06-01"}, "2026-11-28", "2026-11-28", "2026-11-28"),
    ("EAD_RENEWAL_WINDOW_OPEN", {"ead_expires": "2027-05-24"}, "2026-11-25", "2026-11-25", "2026-11-25"),
    ("EAD_AUTO_EXTENSION_540", {"renewal_filed": "2025-10-01", "ead_expires": "2025-12-01"},
     "2027-05-25", "2027-05-25", "2027-05-25"),
    ("EAD_AUTO_EXTENSION_540", {"renewal_filed": "2026-10-01", "ead_expires": "2026-12-01"},
     "2026-12-01", "2026-12-01", "2026-12-01"),
    ("EAD_VALIDITY", {"ead_approved": "2026-01-31"}, "2027-07-31", "2027-07-31", "2027-07-31"),
    ("AAF_USCIS_30", {"notice_date": "2026-11-20"}, "2026-12-20", "2026-12-21", "2026-12-18"),
    ("AAF_EOIR_ORDER", {"i589_filed": "2024-01-01"}, None, None, None),
    ("AAF_EOIR_ORDER", {"order_received": "2026-11-23"}, "2026-11-23", "2026-11-23", "2026-11-23"),
    ("ASYLUM_INTERVIEW_FTA_45", {"missed_interview": "2026-10-16"}, "2026-11-30", "2026-11-30", "2026-11-30"),
    ("ASYLUM_NOID_16", {"noid_mailed": "2026-11-23"}, "2026-12-09", "2026-12-09", "2026-12-09"),
    ("CREDIBLE_FEAR_IJ_7", {"negative_determination": "2026-11-21"}, "2026-11-28", "2026-11-28", "2026-11-28"),
    ("REASONABLE_FEAR_10", {"referral": "2026-11-18"}, "2026-11-28", "2026-11-30", "2026-11-27"),
    ("EOIR33_5WD", {"moved": "2026-11-20"}, "2026-11-30", "2026-11-30", "2026-11-25"),  # 23, 24, 25, 27, 30 Nov
    ("AR11_10", {"moved": "2026-11-20"}, "2026-11-30", "2026-11-30", "2026-11-30"),
    ("FIRST_HEARING_10", {"nta_served": "2026-11-18"}, "2026-11-28", "2026-11-28", "2026-11-28"),
    ("MTR_90", {"bia_order": "2026-11-20"}, "2027-02-18", "2027-02-18", "2027-02-18"),
    # Appeal reserved: final Mon 21 Dec, + 90 = Sun 21 Mar 2027 -> Mon 22; staff count from 20 Nov: Thu 18 Feb.
    ("MTR_90", {"ij_oral_order": "2026-11-20", "appeal": "reserved_not_filed"}, "2027-03-21", "2027-03-22", "2027-02-18"),
    ("MTRECON_30", {"bia_order": "2026-11-20"}, "2026-12-20", "2026-12-21", "2026-12-18"),
    ("MTR_VAWA_1Y", {"final_order": "2026-11-20"}, "2027-11-20", "2027-11-22", "2027-11-19"),
    ("MTR_CHANGED_COUNTRY", {"final_order": "2018-05-01"}, None, None, None),
    ("IN_ABSENTIA_180", {"order": "2026-06-01"}, "2026-11-28", "2026-11-30", "2026-11-27"),
    ("IN_ABSENTIA_NO_NOTICE", {"order": "2019-05-14"}, None, None, None),
    ("PFR_30", {"bia_decision": "2026-11-20"}, "2026-12-20", "2026-12-21", "2026-12-18"),
    ("PFR_30", {"faro_issued": "2026-11-20", "bia_decision": "2027-01-05"}, "2026-12-20", "2026-12-21", "2026-12-18"),
    ("VD_60", {"ij_order": "2026-11-20"}, "2027-01-19", "2027-01-19", "2027-01-19"),
    ("VD_60", {"ij_order": "2026-11-20", "days": 30}, "2026-12-20", "2026-12-21", "2026-12-18"),
    ("VD_120", {"pre_conclusion_order": "2026-11-20"}, "2027-03-20", "2027-03-22", "2027-03-19"),
    ("VD_BOND_5BD", {"ij_order": "2026-12-21"}, "2026-12-29", "2026-12-29", "2026-12-29"),  # 22, 23, 24, 28, 29
    ("USCIS_RFE_84_3", {"rfe_mailed": "2026-11-20"}, "2027-02-15", "2027-02-16", "2027-02-12"),
    ("USCIS_NOID_30_3", {"noid_mailed": "2026-11-20"}, "2026-12-23", "2026-12-23", "2026-12-23"),
    ("I290B_30_3", {"decision_mailed": "2026-11-20"}, "2026-12-23", "2026-12-23", "2026-12-23"),
    ("FOIA_20WD", {"received": "2026-12-01"}, "2026-12-30", "2026-12-30", "2026-12-30"),
    ("FOIA_30WD", {"received": "2026-12-01"}, "2027-01-14", "2027-01-14", "2027-01-14"),
    ("FOIA_30WD", {"received": "2026-12-01", "unusual_circumstances": False}, "2026-12-30", "2026-12-30", "2026-12-30"),
    ("FOIA_APPEAL_90", {"adverse_determination": "2026-11-20"}, "2027-02-18", "2027-02-18", "2027-02-18"),
    ("ALIEN_REG_14TH_BDAY_30", {"dob": "2012-11-20"}, "2026-12-20", "2026-12-21", "2026-12-18"),
    ("I730_2Y", {"asylum_granted": "2026-11-20"}, "2028-11-20", "2028-11-20", "2028-11-20"),
    ("ASYLEE_AOS_1Y", {"asylum_granted": "2026-11-20", "days_abroad": 9}, "2027-11-29", "2027-11-29", "2027-11-29"),
    ("ASYLEE_DERIVATIVE_AGE_LOCK", {"principal_i589_filed": "2026-11-20", "child_dob": "2005-11-20"}, None, None, None),
    ("CSPA_SOUGHT_TO_ACQUIRE_1Y", {"visa_available": "2026-11-20"}, "2027-11-20", "2027-11-22", "2027-11-19"),
    ("SIJ_I360_BEFORE_21", {"dob": "2005-12-13"}, "2026-12-12", "2026-12-12", "2026-12-11"),
    ("SIJ_PREDICATE_ORDER_STATE_AGE", {"dob": "2008-12-13"}, "2026-12-12", "2026-12-12", "2026-12-11"),
    ("SIJ_PREDICATE_ORDER_STATE_AGE", {"dob": "2005-12-13", "state_age": 21}, "2026-12-12", "2026-12-12", "2026-12-11"),
    ("UAC_TURNS_18", {"dob": "2008-12-13"}, "2026-12-12", "2026-12-12", "2026-12-11"),
    ("TVPRA_72H", {"uac_determination": "2026-11-20T23:30"}, "2026-11-23", "2026-11-23", "2026-11-23"),
    ("SIJ_ADJUDICATION_180", {"i360_filed": "2026-06-01"}, "2026-11-28", "2026-11-28", "2026-11-28"),
    ("U_I918B_6M", {"i918b_signed": "2026-05-31"}, "2026-11-30", "2026-11-30", "2026-11-30"),
    ("TPS_REREG_60", {"fr_notice": "2026-11-20"}, "2027-01-19", "2027-01-19", "2027-01-19"),
    ("TPS_SECRETARY_60", {"expires": "2027-02-08"}, "2026-12-10", "2026-12-10", "2026-12-10"),
    ("TITLE42_UC_STATUS", {"apprehended": "2021-06-01"}, None, None, None),
    ("PASSPORT_EXPIRY_ALERT", {"expires": "2027-06-30"}, "2026-12-30", "2026-12-30", "2026-12-30"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "facts", "nominal", "legal", "safe"), WORKED)
def test_worked_by_hand(
    rule: str, facts: dict[str, Any], nominal: str | None, legal: str | None, safe: str | None
) -> None:
    result = engine.compute(rule, facts)
    found = [day and day.isoformat() for day in (result.nominal, result.legal, result.safe)]
    assert found == [nominal, legal, safe], result.steps
    assert result.steps, "every answer says how it came about"


def test_every_required_fact_is_asked_for_by_name_and_never_guessed() -> None:
    from cases.law.rules import book

    for rule_id in book().ids():
        rule = book().latest(rule_id)
        if not rule.start or rule.without:
            continue
        with pytest.raises(FactMissing) as caught:
            engine.compute(rule_id, {})
        assert any(name in caught.value.sentence for name in (*rule.start, *rule.requires)), rule_id


def test_the_issues_own_example_in_words() -> None:
    result = engine.compute("EOIR_INDIVIDUAL_30", {"hearing": date(2026, 12, 28), "detained": False})
    assert result.steps == (
        "Hearing Mon 28 Dec 2026 − 30 days = Sat 28 Nov 2026.",
        "Sat 28 Nov 2026 is a Saturday; a date before a hearing moves toward the hearing: Mon 30 Nov 2026.",
        "Act by the last business day on or before Sat 28 Nov 2026: Fri 27 Nov 2026.",
    )


def test_a_vacated_rule_is_a_warning_with_its_date() -> None:
    result = engine.compute("BIA_APPEAL_30", {"oral_decision": "2026-03-10"})
    assert any(
        "10-day rule was vacated on 8 Mar 2026" in line and "Fri 20 Mar 2026" in line
        for line in result.warnings
    )
    before = engine.compute("BIA_APPEAL_30", {"oral_decision": "2026-03-06"})
    assert not any("10-day" in line for line in before.warnings)


def test_an_exempt_child_keeps_a_protective_date_in_view() -> None:
    steps = " ".join(engine.compute("I589_ONE_YEAR", {"last_arrival": "2025-03-10", "uac": True}).steps)
    assert "Exemption claimed" in steps
    assert "Protective date: Tue 10 Mar 2026" in steps


def test_every_public_case(shared: Any) -> None:
    """The reference's own worked cases; those of low confidence are information and are not asserted."""
    import json

    for case in json.loads((shared / "law" / "deadline_cases.json").read_text(encoding="utf-8")):
        result = engine.compute(case["rule"], case["facts"])
        found = [day and day.isoformat() for day in (result.nominal, result.legal, result.safe)]
        if case["confidence"] != "low":
            assert found == [case["nominal_date"], case["expected_date"], case["safe_date"]], case["id"]


def test_every_rule_and_fact_of_the_machine_contract_is_known(shared: Any) -> None:
    import json

    from cases.law.rules import book

    contract = json.loads((shared / "law" / "facts.json").read_text(encoding="utf-8"))["rules"]
    for rule_id, wanted in contract.items():
        rule = book().latest(rule_id)
        assert set(wanted["facts"]) <= rule.known_facts, rule_id
