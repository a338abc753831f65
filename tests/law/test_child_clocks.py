"""A child's clocks: 18 is counted with until an attorney says otherwise, and unknown is never no."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.law import child_clocks, juvenile_ages
from cases.law.child_clocks import Child, Clock
from cases.law.juvenile_ages import StateAge
from cases.law.problems import FactImpossible

TODAY = date(2026, 11, 22)
BORN = date(2008, 12, 13)


def row(child: Child, label: str) -> Clock:
    found = [each for each in child_clocks.clocks(child, today=TODAY) if label in each.label]
    assert len(found) == 1, [each.label for each in child_clocks.clocks(child, today=TODAY)]
    return found[0]


def test_the_birthdays_and_the_business_days_before_them() -> None:
    child = Child(born=BORN)
    eighteen, twenty_one = row(child, "18th"), row(child, "21st")
    assert (eighteen.day, eighteen.act_by) == (date(2026, 12, 13), date(2026, 12, 11))
    assert (twenty_one.day, twenty_one.act_by) == (date(2029, 12, 13), date(2029, 12, 12))
    assert eighteen.authority and eighteen.verification


def test_the_state_age_is_18_whatever_a_list_says() -> None:
    clock = row(Child(born=BORN, state="ca"), "State court order")
    assert clock.label == "State court order in CA before turning 18"
    assert clock.act_by == date(2026, 12, 11)
    assert "A list says 21 for CA" in clock.note and "verify the statute" in clock.note


def test_a_supervising_attorneys_age_counts_with_its_citation() -> None:
    decided = StateAge(age=21, citation="Cal. Civ. Proc. Code 155 (invented check)", decided_by="R. Ruiz")
    clock = row(Child(born=BORN, state="CA", state_age=decided), "State court order")
    assert clock.day == date(2029, 12, 13)
    assert "recorded by R. Ruiz" in clock.note


@pytest.mark.parametrize(
    ("age", "citation", "by"), [(21, " ", "R. Ruiz"), (21, "a statute", ""), (30, "a statute", "R. Ruiz")]
)
def test_an_age_without_law_behind_it_is_refused(age: int, citation: str, by: str) -> None:
    with pytest.raises(FactImpossible):
        StateAge(age=age, citation=citation, decided_by=by)


def test_every_state_and_the_district_is_listed_with_where_that_comes_from() -> None:
    data = juvenile_ages._data()
    states = [code for group in ("listed", "from_memory") for code in data[group] if code != "source"]
    assert len(states) == len(set(states)) == 51
    florida = juvenile_ages.listed("fl")
    assert florida is not None and "Misleading" in florida.note
    assert juvenile_ages.listed("source") is None
    assert juvenile_ages.listed("") is None


def test_the_one_year_date_is_kept_in_view_although_an_exemption_is_claimed() -> None:
    arrived = date(2026, 3, 3)
    exempt = row(Child(born=BORN, last_arrival=arrived, uac=True), "Protective")
    assert exempt.act_by == date(2026, 12, 11), "the day before 18 comes first, and it is a Saturday"
    assert exempt.day is None and any("Sat 12 Dec 2026" in step for step in exempt.steps), (
        "a limit is no headline"
    )
    unknown = row(Child(born=BORN, last_arrival=arrived), "One year")
    received = date(2026, 3, 2)
    done = row(Child(born=BORN, last_arrival=arrived, i589_received=received), "One year")
    assert done.note == "The I-589 was received on Mon 2 Mar 2026." and done.act_by == unknown.act_by
    claimed = row(Child(born=BORN, last_arrival=arrived, uac=True, i589_received=received), "Protective")
    assert claimed.note.endswith("The I-589 was received on Mon 2 Mar 2026.")
    assert unknown.act_by == date(2027, 3, 3) and unknown.day is None
    assert "is not recorded" in unknown.note


def test_age_locks_at_the_parents_filing() -> None:
    assert "Protected" in row(Child(born=BORN, principal_i589_filed=date(2026, 1, 5)), "Derivative").note


def test_cspa_takes_the_pending_days_off() -> None:
    facts = {"born": date(2005, 6, 1), "petition_filed": date(2024, 1, 1), "visa_available": date(2026, 9, 1)}
    under = row(Child(**facts, petition_approved=date(2024, 6, 1)), "CSPA")  # type: ignore[arg-type]
    assert "less 152 days pending = Thu 2 Apr 2026: under 21" in under.note
    assert under.act_by == date(2027, 9, 1) and under.day is None
    older = row(Child(**facts, petition_approved=date(2024, 2, 1)), "CSPA")  # type: ignore[arg-type]
    assert "21 or older" in older.note and older.day is None and older.act_by is None
    assert "What would settle" in row(Child(**facts), "CSPA").note  # type: ignore[arg-type]


def test_title_42_is_told_for_the_day_of_apprehension() -> None:
    assert "excepted by CDC" in row(Child(born=BORN, apprehended=date(2021, 6, 1)), "Title 42").note


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(FactImpossible, match="in the future"):
        child_clocks.clocks(Child(born=date(2027, 1, 1)), today=TODAY)
    with pytest.raises(FactImpossible, match="before the birth"):
        child_clocks.clocks(Child(born=BORN, last_arrival=date(2000, 1, 1)), today=TODAY)


@given(st.dates(date(2000, 1, 1), TODAY), st.dates(date(2000, 1, 1), TODAY))
def test_nobody_is_ever_told_to_act_on_the_birthday_or_after(born: date, arrived: date) -> None:
    child = Child(born=min(born, arrived), last_arrival=max(born, arrived), uac=True)
    rows = child_clocks.clocks(child, today=TODAY)
    days = [each.act_by or each.day or date.max for each in rows]
    assert days == sorted(days)
    for each in rows:
        if each.day and each.act_by and "birthday" in each.label:
            assert each.act_by < each.day
