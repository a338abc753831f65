"""Which dates a case's facts call for: clocks, moves, grants, final orders, birthdays; and which they do not."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cases.law import applications, casefile
from cases.law.casefile import (
    CaseFacts,
    DecisionFacts,
    EndedHearing,
    HearingFacts,
    MoveFacts,
    PersonFacts,
    ProceedingFacts,
    Wanted,
)
from cases.law.ead_clock import ByHand

TODAY = date(2026, 11, 22)
RECEIVED = date(2026, 9, 1)


def court(**facts: object) -> ProceedingFacts:
    given: dict[str, object] = {"id": 1, "kind": "eoir_removal", "i589_filed_on": RECEIVED}
    return ProceedingFacts(**(given | facts))  # type: ignore[arg-type]


def called(*proceedings: ProceedingFacts, people: tuple[PersonFacts, ...] = ()) -> dict[str, Wanted]:
    case = CaseFacts(today=TODAY, opened_on=date(2026, 1, 1), people=people, proceedings=proceedings)
    return {each.rule: each for each in casefile.deadlines_of(case)}


def days(found: dict[str, Wanted]) -> dict[str, date | None]:
    return {rule: each.result.safe if each.result else None for rule, each in found.items()}


def decided(outcome: str, **facts: object) -> DecisionFacts:
    given: dict[str, object] = {
        "id": 5, "outcome": outcome, "decided_on": date(2026, 11, 2), "service": "oral", "served_on": date(2026, 11, 2),
    }  # fmt: skip
    return DecisionFacts(**(given | facts))  # type: ignore[arg-type]


def test_a_running_clock_calls_for_the_150th_and_the_180th_day() -> None:
    assert days(called(court())) == {
        "EAD_C8_FILE_150": date(2027, 1, 29),
        "EAD_C8_ELIGIBLE_180": date(
            2027, 2, 28
        ),  # a Sunday: from it something may be done, so it never rolls
    }


def test_a_stop_by_hand_moves_both_and_a_running_one_leaves_no_date_and_says_so() -> None:
    stop = ByHand(on=date(2026, 10, 1), until=date(2026, 10, 11), reason="missed biometrics")
    assert days(called(court(stops=(stop,))))["EAD_C8_FILE_150"] == date(2027, 2, 8)
    still = called(court(stops=(replace(stop, until=None),)))["EAD_C8_FILE_150"]
    assert still.result is not None and still.result.safe is None
    assert "stood still since Thu 1 Oct 2026, day 30 of 150" in still.result.steps[0]
    assert "missed biometrics" not in str(still.facts), "the row keeps the days, not the words of the file"


def test_an_adjournment_counts_from_the_hearing_to_the_next_one() -> None:
    put_off = EndedHearing(id=1, day=date(2026, 10, 1), code="12")
    following = HearingFacts(id=2, kind="master", day=date(2026, 12, 10))
    assert days(called(court(ended=(put_off,), hearings=(following,))))["EAD_C8_FILE_150"] == date(2027, 4, 9)
    assert days(called(court(ended=(put_off,))))["EAD_C8_FILE_150"] is None, (
        "no next hearing: it stands still"
    )


def test_a_hearing_that_was_merely_replaced_restarts_nothing() -> None:
    put_off = EndedHearing(id=1, day=date(2026, 10, 1), code="12")
    replaced = EndedHearing(id=2, day=date(2026, 10, 8), was_held=False)
    held = EndedHearing(id=3, day=date(2026, 10, 15))
    (found,) = applications.adjournments_of(court(ended=(put_off, replaced, held)))
    assert (found.on, found.until) == (date(2026, 10, 1), date(2026, 10, 15))


def test_an_undecided_code_counts_as_a_stop_and_the_row_says_so_until_an_attorney_answers() -> None:
    put_off = EndedHearing(id=1, day=date(2026, 10, 1), code="38")
    held = EndedHearing(id=2, day=date(2026, 10, 31))
    asked = called(court(ended=(put_off, held)))["EAD_C8_FILE_150"]
    assert asked.result is not None and asked.result.safe == date(2027, 2, 28)
    assert "Nobody has decided yet" in asked.notes[0]
    runs = called(court(ended=(replace(put_off, ruling=False), held)))["EAD_C8_FILE_150"]
    stops = called(court(ended=(replace(put_off, ruling=True), held)))["EAD_C8_FILE_150"]
    assert runs.result is not None and runs.result.safe == date(2027, 1, 29)
    assert stops.result is not None and stops.result.safe == asked.result.safe
    assert stops.notes == () and stops.facts != asked.facts, (
        "an answer restates the row, even on the same day"
    )


def test_a_delay_begun_before_the_application_is_asked_about() -> None:
    put_off = EndedHearing(id=1, day=RECEIVED - timedelta(days=30), code="12")
    held = EndedHearing(id=2, day=RECEIVED + timedelta(days=30))
    asked = called(court(ended=(put_off, held)))["EAD_C8_FILE_150"]
    assert asked.notes and "12 Other alien" in asked.notes[0]
    over = replace(held, day=RECEIVED)
    assert called(court(ended=(put_off, over)))["EAD_C8_FILE_150"].notes == ()


def test_a_referred_application_keeps_one_clock_and_the_stops_of_both_offices() -> None:
    missed = ByHand(on=date(2026, 10, 1), until=date(2026, 10, 11), reason="missed interview")
    office = ProceedingFacts(
        id=1, kind="uscis_asylum", is_pending=False, i589_filed_on=RECEIVED, stops=(missed,)
    )
    found = called(office, court(id=2))
    assert found["EAD_C8_FILE_150"].trigger == "i589:1"
    assert days(found)["EAD_C8_FILE_150"] == date(2027, 2, 8)
    other = list(
        applications.of_case(CaseFacts(today=TODAY, proceedings=(office, court(id=2, i589_filed_on=TODAY))))
    )
    assert [(each.id, each.received) for each in other] == [(1, RECEIVED), (2, TODAY)]


def test_a_reached_day_stays_in_view_for_a_month_and_no_longer() -> None:
    reached = TODAY - timedelta(days=150)
    assert "EAD_C8_FILE_150" in called(court(i589_filed_on=reached - timedelta(days=30)))
    assert "EAD_C8_FILE_150" not in called(court(i589_filed_on=reached - timedelta(days=31)))


def test_a_denied_application_has_no_day_to_come_unless_it_is_remanded() -> None:
    denied = court(is_pending=False, decisions=(decided("removal"),))
    assert not {"EAD_C8_FILE_150", "EAD_C8_ELIGIBLE_180"} & called(denied).keys()
    board = ProceedingFacts(
        id=2,
        kind="bia",
        is_pending=False,
        decisions=(decided("remanded", id=6, decided_on=date(2026, 11, 20)),),
    )
    assert days(called(denied, board))["EAD_C8_FILE_150"] == date(2027, 1, 29)


def test_a_granted_application_has_no_clock() -> None:
    assert "EAD_C8_FILE_150" not in called(court(decisions=(decided("granted", relief="asylum"),)))


def test_a_move_starts_both_duties_and_only_dhs_s_once_the_court_is_done() -> None:
    person = PersonFacts(id=3, last_arrival=date(2026, 1, 1), moves=(MoveFacts(9, date(2026, 11, 18)),))
    found = called(court(), people=(person,))
    assert (found["EOIR33_5WD"].trigger, found["AR11_10"].trigger) == ("move:9", "move:9")
    assert days(found)["EOIR33_5WD"] == date(2026, 11, 23), "five calendar days, the stricter reading"
    assert days(found)["AR11_10"] == date(2026, 11, 27)
    assert found["EOIR33_5WD"].facts == {"moved": date(2026, 11, 18)}, (
        "the day of the move and nothing of the address"
    )
    after = called(court(is_pending=False), people=(person,))
    assert "AR11_10" in after and "EOIR33_5WD" not in after
    assert found["EOIR33_5WD"].notes == found["AR11_10"].notes == (casefile.LINKED,)
    assert not [each for each in found.values() if "ORR" in each.rule], (
        "notice to ORR is never a task of ours"
    )


def test_a_states_age_replaces_18_where_an_attorney_recorded_it() -> None:
    juvenile = ProceedingFacts(id=1, kind="state_juvenile")
    child = PersonFacts(id=3, dob=date(2008, 6, 1), is_minor=True, state="CA")
    assert "SIJ_PREDICATE_ORDER_STATE_AGE" not in called(juvenile, people=(child,)), (
        "past 18, nobody said otherwise"
    )
    recorded = called(juvenile, people=(replace(child, state_age=21),))["SIJ_PREDICATE_ORDER_STATE_AGE"]
    assert recorded.result is not None and recorded.result.nominal == date(2029, 5, 31)
    assert recorded.facts["state_age"] == 21 and recorded.facts["state"] == "CA"


def test_a_child_without_a_birth_date_is_asked_for_it_and_an_adult_is_not() -> None:
    juvenile = ProceedingFacts(id=1, kind="state_juvenile")
    found = called(juvenile, people=(PersonFacts(id=3, is_minor=True, uac=True),))
    for rule in ("UAC_TURNS_18", "SIJ_PREDICATE_ORDER_STATE_AGE", "SIJ_I360_BEFORE_21"):
        assert found[rule].result is None and "born" in found[rule].missing
    assert "SIJ_I360_BEFORE_21" not in called(juvenile, people=(PersonFacts(id=3),))


def test_a_grant_of_asylum_starts_two_years_for_relatives_and_one_to_residence() -> None:
    won = court(is_pending=False, decisions=(decided("granted", relief="asylum"),))
    assert days(called(won)) == {"I730_2Y": date(2028, 11, 2), "ASYLEE_AOS_1Y": date(2027, 11, 2)}
    office = court(kind="uscis_asylum", is_pending=False, decisions=(decided("granted"),))
    assert "I730_2Y" in days(called(office)), "an asylum office grants nothing else"
    unnamed = called(court(is_pending=False, decisions=(decided("granted"),)))
    assert unnamed.keys() == {"I730_2Y"} and "asylum granted" in unnamed["I730_2Y"].missing
    assert called(court(is_pending=False, decisions=(decided("granted", relief="withholding"),))) == {}


def test_an_appeal_asks_for_its_briefing_schedule_and_takes_the_printed_date() -> None:
    board = ProceedingFacts(id=2, kind="bia")
    assert "briefing schedule" in called(board)["BIA_BRIEF"].missing
    assert days(called(replace(board, brief_due_on=date(2026, 12, 14))))["BIA_BRIEF"] == date(2026, 12, 14)
    assert called(replace(board, is_pending=False)) == {}


def test_what_the_boards_order_starts_and_what_detention_adds() -> None:
    board = ProceedingFacts(id=2, kind="bia", is_pending=False, decisions=(decided("dismissed"),))
    assert called(board).keys() == {"PFR_30", "MTR_90", "MTRECON_30"}
    detained = called(replace(board, is_detained=True))
    assert detained.keys() - called(board).keys() == {"REMOVAL_PERIOD_90", "ZADVYDAS_6M"}
    leaves = court(is_pending=False, decisions=(decided("voluntary_departure"),))
    assert called(leaves).keys() == {"BIA_APPEAL_30", "VD_60", "VD_BOND_5BD"}


def test_days_that_help_for_a_moment_only_come_and_go() -> None:
    young = PersonFacts(
        id=3,
        dob=date(2012, 12, 20),
        last_arrival=date(2026, 1, 5),
        is_minor=True,
        released_on=date(2026, 11, 10),
    )
    found = called(court(nta_served_on=date(2026, 11, 15)), people=(young,))
    assert {"FIRST_HEARING_10", "ORR_30_DAY_CALL", "ALIEN_REG_14TH_BDAY_30"} <= found.keys()
    assert (
        found["ORR_30_DAY_CALL"].result is not None and found["ORR_30_DAY_CALL"].result.kind == "government"
    )
    older = replace(young, dob=date(2011, 12, 20), released_on=date(2026, 9, 1))
    later = called(court(nta_served_on=date(2026, 9, 1)), people=(older,))
    assert not {"FIRST_HEARING_10", "ORR_30_DAY_CALL", "ALIEN_REG_14TH_BDAY_30"} & later.keys(), (
        "14 before the clinic knew the child"
    )


stop = st.builds(
    lambda start, length: ByHand(
        on=RECEIVED + timedelta(days=start),
        until=None if length is None else RECEIVED + timedelta(days=start + length),
        reason="x",
    ),
    st.integers(0, 200),
    st.none() | st.integers(0, 60),
)


@given(st.lists(stop, max_size=5), stop)
def test_one_more_stop_never_makes_the_150_day_date_of_a_case_earlier(
    stops: list[ByHand], more: ByHand
) -> None:
    before = days(called(court(stops=tuple(stops))))
    after = days(called(court(stops=(*stops, more))))
    for rule in before:
        earlier, later = before[rule], after[rule]
        assert later is None or (earlier is not None and later >= earlier)


@given(
    st.permutations(
        [
            ByHand(
                on=RECEIVED + timedelta(days=n * 10), until=RECEIVED + timedelta(days=n * 10 + 5), reason="x"
            )
            for n in range(4)
        ]
    )
)
def test_the_order_in_which_stops_were_entered_does_not_matter(stops: list[ByHand]) -> None:
    assert days(called(court(stops=tuple(stops))))["EAD_C8_FILE_150"] == date(2027, 1, 29) + timedelta(
        days=20
    )
