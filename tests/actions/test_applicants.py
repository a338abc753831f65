"""An I-589 meets the one-year date of those on it: a derivative's with the principal's, a brother's never."""

import datetime as dt
from typing import Any

import pytest

from cases.actions import filings, proceedings, rehearsal
from cases.errors import Problem
from cases.law import applications
from cases.models import Applicant, Client, Deadline, Party, Person, Proceeding
from cases.queries import applicants as asked
from cases.queries import casefacts
from tests import make
from tests.actions.court import TODAY, removal
from tests.actions.filing import FRIDAY, SUNDAY, WEEK_AGO, accept, record, reject
from tests.make import Cast

ARRIVED = dt.date(2026, 3, 3)


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=False)


@pytest.fixture
def ana(inside: Cast) -> Person:
    """The lead respondent; her brother Luis is one too."""
    found: Person = inside.case.parties.get(is_lead=True).person
    Client.objects.filter(person=found).update(last_arrival_on=ARRIVED)
    return found


@pytest.fixture
def luis(inside: Cast, ana: Person) -> Person:
    found = make.make_person(inside.bay, "Luis", "Tzoc")
    Client.objects.create(clinic=inside.bay, person=found, last_arrival_on=ARRIVED)
    Party.objects.create(clinic=inside.bay, case=inside.case, person=found, part="respondent")
    return found


@pytest.fixture
def where(inside: Cast, luis: Person) -> Proceeding:
    return removal(inside)


def owing(cast: Cast) -> set[int]:
    """Whose one-year date is open."""
    rows = Deadline.objects.filter(case=cast.case, rule="I589_ONE_YEAR", state="open")
    return set(rows.values_list("person_id", flat=True))


def test_a_brother_owes_his_own(inside: Cast, ana: Person, luis: Person, where: Proceeding) -> None:
    due = Deadline.objects.get(person=ana, rule="I589_ONE_YEAR", state="open")
    filing = record(inside, due, title="I-589", proceeding=where, is_i589=True, i589_for=[ana.pk])
    plan = rehearsal.of(lambda: accept(inside, filing), by=inside.paralegal)
    met = [each.title for each in plan.changes if each.kind == "met"]
    assert met == [f"{due.title} ({ana.called})"], "the preview says whose date is met, and only hers"
    filing = accept(inside, filing)
    assert owing(inside) == {luis.pk}
    assert asked.of_filing(filing) == [f"{ana.called}, principal applicant"]
    his = record(
        inside,
        None,
        title="I-589 of Luis",
        proceeding=where,
        is_i589=True,
        i589_for=[luis.pk],
        filed_on=SUNDAY,
    )
    his = accept(inside, his, on=SUNDAY)
    assert owing(inside) == set()
    where.refresh_from_db()
    assert where.i589_filed_on == FRIDAY, "the proceeding bears the first"
    clocks = list(applications.of_case(casefacts.of_case(inside.case)))
    assert [(each.received, each.people) for each in clocks] == [(FRIDAY, (ana.pk,)), (SUNDAY, (luis.pk,))]
    rows = Deadline.objects.filter(case=inside.case, rule="EAD_C8_FILE_150", state="open")
    assert {row.person_id: row.act_by for row in rows} == {
        ana.pk: FRIDAY + dt.timedelta(days=150), luis.pk: SUNDAY + dt.timedelta(days=150),
    }  # fmt: skip
    reject(inside, his)
    assert owing(inside) == {luis.pk}, "his rejection opens his year, and hers stays met"
    where.refresh_from_db()
    assert where.i589_filed_on == FRIDAY


def test_a_derivative_is_met_with_the_principal(
    inside: Cast, ana: Person, luis: Person, where: Proceeding
) -> None:
    filing = record(
        inside,
        None,
        title="I-589",
        proceeding=where,
        is_i589=True,
        i589_for=[luis.pk, ana.pk],
        i589_principal=luis.pk,
    )
    assert owing(inside) == {ana.pk, luis.pk}, "sent is not received"
    accept(inside, filing)
    assert owing(inside) == set()
    said = set(
        Deadline.objects.filter(rule="I589_ONE_YEAR", state="done").values_list("ended_because", flat=True)
    )
    assert said == {
        "The I-589 was received on Fri 20 Nov 2026, filed for Luis.",
        f"The I-589 was received on Fri 20 Nov 2026, filed for Luis with {ana.called} as a derivative.",
    }
    assert asked.of_proceeding(where.pk) == [
        "Luis, principal applicant", f"{ana.called}, derivative on Luis's",
    ] or asked.of_proceeding(where.pk) == [f"{ana.called}, derivative on Luis's", "Luis, principal applicant"]  # fmt: skip


def test_several_respondents_must_be_told_apart(
    inside: Cast, ana: Person, luis: Person, where: Proceeding
) -> None:
    given: dict[str, Any] = {"title": "I-589", "proceeding": where, "is_i589": True}
    with pytest.raises(Problem, match="say for whom") as nobody:
        record(inside, None, **given)
    assert nobody.value.field == "i589_for"
    with pytest.raises(Problem, match="is not a respondent"):
        record(inside, None, i589_for=[inside.case.pk + 99_999], **given)
    with pytest.raises(Problem, match="is on the application too") as apart:
        record(inside, None, i589_for=[ana.pk], i589_principal=luis.pk, **given)
    assert apart.value.field == "i589_principal"
    assert not Applicant.objects.exists()


def test_a_day_typed_in_the_proceeding_says_for_whom_or_counts_for_everybody(
    inside: Cast, ana: Person, luis: Person, where: Proceeding
) -> None:
    def typed(**facts: Any) -> None:
        where.refresh_from_db()
        proceedings.change(proceeding=where, version=where.version, by=inside.paralegal, **facts)

    with pytest.raises(Problem, match="On which day was that I-589 received"):
        typed(i589_for=[ana.pk])
    typed(i589_filed_on=WEEK_AGO)
    assert owing(inside) == set() and not Applicant.objects.exists(), "nobody wrote down for whom"
    said = Deadline.objects.filter(rule="I589_ONE_YEAR", state="done").first()
    assert said is not None and "for whom it was filed is not recorded" in said.ended_because
    typed(i589_filed_on=WEEK_AGO, i589_for=[ana.pk])
    assert owing(inside) == {luis.pk}, "once it is said, the others owe theirs"
    typed(i589_filed_on=FRIDAY)
    assert Applicant.objects.get(taken_back_at=None).received_on == FRIDAY, (
        "a corrected day takes its people along"
    )
    typed(i589_filed_on=FRIDAY, i589_for=[ana.pk, luis.pk], i589_principal=ana.pk)
    assert owing(inside) == set()
    typed(i589_filed_on=None)
    assert owing(inside) == {ana.pk, luis.pk}
    assert not Applicant.objects.filter(taken_back_at=None).exists()


def test_the_filing_of_what_was_typed_before_takes_its_place(
    inside: Cast, ana: Person, luis: Person, where: Proceeding
) -> None:
    proceedings.change(
        proceeding=where, version=where.version, by=inside.paralegal, i589_filed_on=FRIDAY, i589_for=[ana.pk]
    )
    where.refresh_from_db()
    filing = accept(
        inside, record(inside, None, title="I-589", proceeding=where, is_i589=True, i589_for=[ana.pk])
    )
    assert Applicant.objects.get(taken_back_at=None).filing == filing
    filing = filings.receive(filing=filing, version=filing.version, received_on=SUNDAY, by=inside.paralegal)
    where.refresh_from_db()
    assert where.i589_filed_on == SUNDAY and owing(inside) == {luis.pk}


def test_one_respondent_is_never_asked(inside: Cast, ana: Person) -> None:
    where = removal(inside)
    filing = accept(inside, record(inside, None, title="I-589", proceeding=where, is_i589=True))
    assert [each.person for each in Applicant.objects.filter(filing=filing)] == [ana]
    said = Deadline.objects.get(rule="I589_ONE_YEAR", state="done").ended_because
    assert said == "The I-589 was received on Fri 20 Nov 2026."
