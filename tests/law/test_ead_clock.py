"""The work-permit clock: codes placed honestly, stops named, both readings kept, the later date shown."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.law import adjournments, clock_codes, ead_clock
from cases.law.ead_clock import Adjourned, ByHand
from cases.law.problems import FactImpossible
from cases.law.reference import UnknownCode

RECEIVED = date(2026, 1, 5)
TODAY = date(2026, 5, 5)  # day 120


def test_every_code_of_eoir_is_placed_once_and_says_on_what_ground() -> None:
    placed = clock_codes.all_codes()
    assert set(placed) == {each.code for each in adjournments.all_adjournments()}
    assert all(effect.authority and effect.because for effect in placed.values())
    sure = {code for code, effect in placed.items() if effect.verification == "verified"}
    assert sure == {"57", "58"}, "only these two say it in their own names"


def test_codes_of_the_reference_are_all_known(shared: object) -> None:
    import json
    from pathlib import Path

    listed = json.loads(
        (Path(str(shared)) / "data" / "eoir_adjournment_codes.json").read_text(encoding="utf-8")
    )
    assert set(listed) == set(clock_codes.all_codes())


def test_a_clock_that_was_never_stopped() -> None:
    state = ead_clock.state(received=RECEIVED, today=TODAY)
    assert (state.days, state.days_at_best, state.stands_since) == (120, 120, None)
    assert state.file.safe == date(2026, 6, 4)
    assert state.eligible.safe == date(2026, 7, 4)
    assert [(each.kind, each.width) for each in state.segments] == [("runs", 120), ("ahead", 60)]
    assert (state.length, state.marks) == (180, (150, 180))


def test_a_continuance_that_the_applicant_asked_for_stops_it_by_its_code() -> None:
    put_off = Adjourned(on=date(2026, 3, 2), until=date(2026, 4, 13), code="12")
    state = ead_clock.state(received=RECEIVED, today=TODAY, adjourned=[put_off])
    assert state.days == 120 - 42
    assert state.file.safe == date(2026, 6, 4) + timedelta(days=42)
    assert [each.kind for each in state.segments] == ["runs", "stopped", "runs", "ahead"]
    assert "from memory" in " ".join(state.warnings)
    assert state.stops[0].name.startswith("12 Other alien")


def test_the_courts_own_delay_does_not_stop_it() -> None:
    put_off = Adjourned(on=date(2026, 3, 2), until=date(2026, 4, 13), code="34")
    assert ead_clock.state(received=RECEIVED, today=TODAY, adjourned=[put_off]).days == 120


def test_an_open_question_gives_both_readings_and_shows_the_later_date() -> None:
    put_off = Adjourned(on=date(2026, 3, 2), until=date(2026, 4, 13), code="38")
    state = ead_clock.state(received=RECEIVED, today=TODAY, adjourned=[put_off])
    assert (state.days, state.days_at_best) == (78, 120)
    assert state.file.safe is not None and state.file_at_best.safe is not None
    assert state.file.safe > state.file_at_best.safe
    assert len(state.questions) == 1 and "Decide from the record" in state.warnings[0]
    assert "open" in {each.kind for each in state.segments}


@pytest.mark.parametrize(("ruling", "days"), [(True, 78), (False, 120)])
def test_an_attorneys_ruling_beats_the_code(ruling: bool, days: int) -> None:
    put_off = Adjourned(on=date(2026, 3, 2), until=date(2026, 4, 13), code="38", ruling=ruling)
    state = ead_clock.state(received=RECEIVED, today=TODAY, adjourned=[put_off])
    assert (state.days, state.days_at_best, state.questions, state.warnings) == (days, days, (), ())


def test_a_clock_that_still_stands_has_no_date_and_says_since_when() -> None:
    missed = ByHand(on=date(2026, 4, 1), until=None, reason="missed biometrics")
    state = ead_clock.state(received=RECEIVED, today=TODAY, by_hand=[missed])
    assert state.stands_since == date(2026, 4, 1)
    assert state.days == 86
    assert state.file.safe is None and "stood still since Wed 1 Apr 2026" in state.file.steps[0]
    assert state.segments[-1].kind == "stopped" and state.marks == ()


def test_stops_that_overlap_count_once() -> None:
    stops = [
        Adjourned(on=date(2026, 3, 2), until=date(2026, 4, 13), code="01"),
        Adjourned(on=date(2026, 3, 30), until=date(2026, 4, 20), code="02"),
    ]
    assert ead_clock.state(received=RECEIVED, today=TODAY, adjourned=stops).days == 120 - 49


def test_a_denial_ends_it_and_a_remand_gives_the_days_back() -> None:
    denied = ead_clock.state(received=RECEIVED, today=TODAY, denied=date(2026, 4, 5))
    assert (denied.days, denied.stands_since, denied.file.safe) == (90, date(2026, 4, 5), None)
    back = ead_clock.state(received=RECEIVED, today=TODAY, denied=date(2026, 4, 5), remanded=date(2026, 5, 1))
    assert (back.days, back.stands_since) == (120, None)
    assert "credits the days between" in back.warnings[0]
    with pytest.raises(FactImpossible, match="needs a denial"):
        ead_clock.state(received=RECEIVED, today=TODAY, remanded=date(2026, 5, 1))


def test_what_cannot_be_is_refused_with_a_sentence() -> None:
    with pytest.raises(FactImpossible, match="cannot restart"):
        ead_clock.state(
            received=RECEIVED, today=TODAY, by_hand=[ByHand(on=TODAY, until=RECEIVED, reason="x")]
        )
    with pytest.raises(FactImpossible, match="needs a reason"):
        ead_clock.state(received=RECEIVED, today=TODAY, by_hand=[ByHand(on=RECEIVED, until=None, reason=" ")])
    with pytest.raises(UnknownCode, match="not an EOIR adjournment code"):
        ead_clock.state(
            received=RECEIVED, today=TODAY, adjourned=[Adjourned(on=TODAY, until=None, code="ZZ")]
        )


adjournment = st.builds(
    lambda start, length, code: Adjourned(
        on=RECEIVED + timedelta(days=start), until=RECEIVED + timedelta(days=start + length), code=code
    ),
    st.integers(0, 300),
    st.integers(0, 90),
    st.sampled_from(["12", "34", "38", "57", "58"]),
)


@given(st.lists(adjournment, max_size=6), st.integers(0, 400))
def test_the_picture_and_the_numbers_agree(put_off: list[Adjourned], later: int) -> None:
    today = RECEIVED + timedelta(days=later)
    state = ead_clock.state(received=RECEIVED, today=today, adjourned=put_off)
    runs = sum(each.width for each in state.segments if each.kind == "runs")
    asked = sum(each.width for each in state.segments if each.kind == "open" and each.begin < today)
    assert runs == state.days
    assert state.days <= state.days_at_best <= state.days + asked
    assert state.file.safe is not None and state.file_at_best.safe is not None
    assert state.file.safe >= state.file_at_best.safe
    assert all(
        earlier.offset + earlier.width == later_one.offset
        for earlier, later_one in zip(state.segments, state.segments[1:], strict=False)
    )


@given(st.lists(adjournment, max_size=5), adjournment)
def test_one_more_stop_never_brings_the_date_nearer(put_off: list[Adjourned], more: Adjourned) -> None:
    before = ead_clock.state(received=RECEIVED, today=TODAY, adjourned=put_off)
    after = ead_clock.state(received=RECEIVED, today=TODAY, adjourned=[*put_off, more])
    assert before.file.safe is not None and after.file.safe is not None
    assert after.file.safe >= before.file.safe
