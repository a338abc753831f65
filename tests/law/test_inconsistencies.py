"""The comparison of sources: what contradicts is found with both sides, what cannot be told is said, nothing is proposed."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.law import inconsistencies
from cases.law.accounts import Account, FactKind, Present, Source
from cases.law.honest_dates import Life, Stated
from cases.law.inconsistencies import Found

LIFE = Life(date(2010, 3, 4), "exact", "GT")
CALLED = {"event:1": "the threat", "event:2": "the killing"}


def account(source: str, subject: str = "event:1", **given: Any) -> Account:
    where = Source(source, source.title(), group=source)
    return Account(source=where, subject=subject, what=CALLED.get(subject, "a fact"), life=LIFE, **given)


def find(*accounts: Account) -> Found:
    return inconsistencies.find(accounts, CALLED)


def kinds(*accounts: Account) -> list[str]:
    return [each.kind for each in find(*accounts).findings]


MARCH, AT_TWELVE = Stated("month", 2021, 3), Stated("age", age=12)
NOBODY = {"says_nobody_else": True}


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("date", {"when": MARCH}, {"when": Stated("year", 2019)}),
        ("age", {"when": MARCH}, {"when": AT_TWELVE}),
        ("age", {"age": 11}, {"age": 12}),
        ("place", {"place": "Hidalgo, Texas"}, {"place": "Nogales, Arizona"}),
        ("spelling", {"place": "El Mirto"}, {"place": "El Mirtho"}),
        ("number", {"times": 2}, {"times": 3}),
        ("number", {"count": 2}, {"count": 3}),
        ("report", {"reported": "yes"}, {"reported": "afraid"}),
        ("people", {"people": (Present("Ana"), Present("Eva"))}, {"people": (Present("Ana"),), **NOBODY}),
        ("people", {"people": (Present("", "gang", "la 18"),)}, {"people": (Present("", "gang", "MS-13"),)}),
        ("people", {"people": (Present("Chino", "gang"),)}, {"people": (Present("Chino", "relative"),)}),
        ("spelling", {"people": (Present("Rivas"),)}, {"people": (Present("Ribas"),)}),
        ("order", {"when": Stated("before", other="event:2")}, {"when": Stated("after", other="event:2")}),
    ],
)
def test_each_kind_of_contradiction_is_found(kind: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    found = find(account("decl", **one), account("nta", **other))
    assert [each.kind for each in found.findings] == [kind]
    sides = {source.key for side in (found.findings[0].a, found.findings[0].b) for source in side.sources}
    assert sides == {"decl", "nta"}
    assert kinds(account("nta", **other), account("decl", **one)) == [kind]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"when": MARCH}, {"when": Stated("year", 2021)}),
        ({"when": AT_TWELVE, "age": 12}, {"when": Stated("month", 2022, 7)}),
        ({"people": (Present("", "gang", "la 18"),)}, {"people": (Present("", "gang", "Barrio 18"),)}),
        ({"people": (Present("Ana"), Present("Eva"))}, {"people": (Present("Ana"),)}),
        ({"reported": "yes"}, {"reported": "by_another"}),
        ({"reported": "yes"}, {"reported": "unknown"}),
        ({"when": MARCH}, {"place": "Yoro"}),
    ],
)
def test_what_may_both_be_so_is_no_contradiction(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert kinds(account("decl", **one), account("nta", **other)) == []


def test_a_fact_is_compared_by_its_kind() -> None:
    def mother(source: str, name: str) -> Account:
        return account(source, "fact:mother", fact=FactKind.NAME, value=name)

    assert kinds(mother("a", "Rosa Ixcoy"), mother("b", "ROSA IXCOY TZOC")) == []
    assert kinds(mother("a", "Rosa Ixcoy"), mother("b", "Rosa Ixcoi")) == ["spelling"]
    assert kinds(mother("a", "Rosa Ixcoy"), mother("b", "Ana Pérez")) == ["name"]

    def arrived(source: str, day: int) -> Account:
        when = Stated("day", 2024, 5, day)
        return account(source, "fact:arrived", fact=FactKind.DATE, when=when, area="entry")

    assert kinds(arrived("a", 3), arrived("b", 3)) == []
    assert kinds(arrived("a", 3), arrived("b", 30)) == ["entry"]


def test_sources_that_say_the_same_stand_on_one_side() -> None:
    found = find(account("a", when=MARCH), account("b", when=MARCH), account("c", when=Stated("year", 2019)))
    (finding,) = found.findings
    assert sorted(len(side.sources) for side in (finding.a, finding.b)) == [1, 2]


def test_a_source_can_contradict_itself() -> None:
    assert kinds(account("a", when=MARCH, age=14)) == ["age"]


def test_two_sources_that_put_two_events_in_opposite_order() -> None:
    first = [
        account("a", when=Stated("before", other="event:2")),
        account("a", "event:2", when=Stated("year", 2020)),
    ]
    second = [account("b", "event:2", when=Stated("before", other="event:1")), account("b", when=Stated())]
    assert kinds(*first, *second) == ["order"]
    assert kinds(*first) == []


def test_events_dated_by_each_other_are_said_and_do_not_turn_in_circles() -> None:
    found = find(
        account("a", when=Stated("before", other="event:2")),
        account("a", "event:2", when=Stated("after", other="event:1")),
        account("b", when=MARCH),
    )
    assert found.findings == ()
    assert any("no date" in gap.because or "dated by the other" in gap.because for gap in found.gaps)


def test_what_could_not_be_compared_is_said() -> None:
    found = find(account("decl", place="outside my school"), account("nta", place="El Mirto"))
    assert found.findings == ()
    assert "what kind of place" in found.gaps[0].because
    alone = find(account("decl", when=MARCH))
    assert [gap.because for gap in alone.gaps] == ["Only one source speaks of it."]


def test_no_side_is_proposed_and_a_hidden_value_is_never_shown() -> None:
    def lives(source: str, address: str) -> Account:
        return account(
            source, "fact:address", fact=FactKind.ADDRESS, value=address, hidden=source == "contact"
        )

    (finding,) = find(lives("contact", "12 Secret St"), lives("answer", "9 Elm St")).findings
    assert "Secret" not in f"{finding.a.says}{finding.b.says}{finding.because}{finding.about}"
    other = find(lives("contact", "14 Secret St"), lives("answer", "9 Elm St")).findings[0]
    assert finding.identity != other.identity
    assert finding.subject == other.subject


STATEMENTS = st.fixed_dictionaries(
    {},
    optional={
        "when": st.sampled_from(
            [MARCH, AT_TWELVE, Stated("year", 2019), Stated("before", other="event:2"), Stated()]
        ),
        "age": st.integers(9, 14),
        "place": st.sampled_from(["Yoro", "Santa Rita, Yoro", "the school"]),
        "times": st.integers(1, 3),
        "people": st.sampled_from([(Present("Ana"),), (Present("Ana"), Present("Eva")), (Present("Anna"),)]),
        "says_nobody_else": st.booleans(),
    },
)


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(sorted(CALLED)), STATEMENTS), max_size=6
    )
)
def test_the_order_in_which_sources_come_changes_nothing(told: list[tuple[str, str, dict[str, Any]]]) -> None:
    accounts = [account(source, subject, **given) for source, subject, given in told]
    forward, backward = find(*accounts), find(*reversed(accounts))
    assert {each.identity for each in forward.findings} == {each.identity for each in backward.findings}
    assert set(forward.gaps) == set(backward.gaps)
