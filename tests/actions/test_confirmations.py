"""A second pair of eyes: never one's own, only on what stands now, and asked again after every change."""

import datetime as dt
from typing import Any

import pytest

from cases.actions import confirmations, deadlines, overrides, people, proceedings
from cases.errors import Conflict, Missing, NotPermitted, Problem
from cases.models import AuditEvent, Confirmation, Deadline, Document
from cases.queries import confirmations as asked
from cases.queries import triggers
from tests.actions.court import TODAY, hearing, removal
from tests.make import Cast


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(TODAY, tick=False)


def paper(cast: Cast, **fields: Any) -> Document:
    given: dict[str, Any] = {
        "case": cast.case, "original_name": "notice.pdf", "media_type": "application/pdf", "size": 1, "pages": 1,
        "content_hash": "x" * 64, "original_file": "none", "pdf_file": "none", "pdf_size": 1,
        "uploaded_by": cast.paralegal,
    }  # fmt: skip
    return Document.objects.create(clinic=cast.bay, **(given | fields))


def confirm(cast: Cast, name: str, by: Any, **more: Any) -> Confirmation:
    shown = more.pop("shown", triggers.of(case=cast.case, name=name).fingerprint)
    document = more.pop("document", None) or paper(cast)
    return confirmations.confirm(case=cast.case, trigger=name, shown=shown, document=document, by=by)


def is_confirmed(trigger: str) -> bool:
    rows = Deadline.objects.filter(trigger=trigger, state="open").annotate(seen=asked.is_confirmed())
    seen = set(rows.values_list("seen", flat=True))
    assert len(seen) == 1
    return bool(seen.pop())


def test_somebody_else_compares_and_the_date_is_no_longer_unconfirmed(inside: Cast) -> None:
    made = hearing(inside)
    name = f"hearing:{made.pk}"
    assert not is_confirmed(name)
    row = confirm(inside, name, inside.attorney)
    assert is_confirmed(name)
    assert ["Day", "Mon 28 Dec 2026"] in row.facts and ["Time", "9:00 AM Houston time"] in row.facts
    assert AuditEvent.objects.get(verb="deadline.confirm").membership_id == inside.attorney.pk


def test_whoever_entered_it_is_refused_with_a_sentence(inside: Cast) -> None:
    made = hearing(inside)
    with pytest.raises(NotPermitted, match="You entered this yourself"):
        confirm(inside, f"hearing:{made.pk}", inside.paralegal)
    with pytest.raises(NotPermitted, match="may not"):
        confirm(
            inside, f"hearing:{made.pk}", inside.social_worker, document=paper(inside, content_hash="y" * 64)
        )
    assert not Confirmation.objects.exists()


def test_any_change_of_the_facts_asks_again(inside: Cast) -> None:
    made = hearing(inside)
    name = f"hearing:{made.pk}"
    confirm(inside, name, inside.attorney)
    proceedings.move_hearing(
        hearing=made, version=1, by=inside.attorney, day=made.day, time=dt.time(13, 0)
    )  # no date moves, and still it is another fact
    assert not is_confirmed(name)
    assert Confirmation.objects.get().ended_because == "The facts changed."
    with pytest.raises(NotPermitted):
        confirm(inside, name, inside.attorney, document=Document.objects.get())
    assert confirm(inside, name, inside.paralegal, document=Document.objects.get()).ended_at is None


def test_what_changes_nothing_leaves_it_confirmed(inside: Cast) -> None:
    made = hearing(inside)
    confirm(inside, f"hearing:{made.pk}", inside.attorney)
    removal(inside)
    deadlines.recompute(case=inside.case, by=inside.paralegal)
    assert is_confirmed(f"hearing:{made.pk}")


def test_what_changed_under_the_page_is_not_confirmed(inside: Cast) -> None:
    made = hearing(inside)
    name = f"hearing:{made.pk}"
    shown = triggers.of(case=inside.case, name=name).fingerprint
    proceedings.move_hearing(
        hearing=made, version=1, by=inside.paralegal, day=dt.date(2027, 1, 4), time=made.time
    )
    with pytest.raises(Conflict, match="after you opened the page"):
        confirm(inside, name, inside.attorney, shown=shown)


def test_a_paper_of_another_case_proves_nothing(inside: Cast) -> None:
    made = hearing(inside)
    with pytest.raises(Problem, match="this case's documents"):
        confirm(
            inside, f"hearing:{made.pk}", inside.supervisor, document=paper(inside, case=inside.other_case)
        )


def test_a_decision_a_person_and_a_proceeding_are_compared_too(inside: Cast) -> None:
    proceeding = proceedings.add(
        case=inside.case, by=inside.paralegal, kind="bia", brief_due_on=dt.date(2027, 1, 11)
    )
    decision = proceedings.record_decision(
        proceeding=removal(inside), by=inside.attorney, outcome="removal", decided_on=dt.date(2026, 11, 20)
    )
    document = paper(inside)
    assert confirm(inside, f"decision:{decision.pk}", inside.paralegal, document=document).ended_at is None
    with pytest.raises(NotPermitted):
        confirm(inside, f"decision:{decision.pk}", inside.attorney, document=document)
    assert ["Brief due, as printed", "Mon 11 Jan 2027"] in confirm(
        inside, f"proceeding:{proceeding.pk}", inside.attorney, document=document
    ).facts
    with pytest.raises(NotPermitted):
        confirm(inside, f"proceeding:{proceeding.pk}", inside.paralegal, document=document)


def test_a_birth_date_is_compared_by_somebody_who_did_not_type_it(inside: Cast) -> None:
    person = inside.case.parties.get().person
    people.change_person(
        person=person,
        version=person.version,
        case=inside.case,
        by=inside.paralegal,
        birth_date=dt.date(2010, 3, 5),
    )
    name = f"person:{person.pk}"
    with pytest.raises(NotPermitted):
        confirm(inside, name, inside.paralegal)
    row = confirm(inside, name, inside.attorney, document=Document.objects.get())
    assert row.facts[0] == ["Born", "Fri 5 Mar 2010"]
    people.change_client(
        client=person.client_role,
        version=1,
        case=inside.case,
        by=inside.paralegal,
        last_arrival_on=dt.date(2026, 3, 3),
    )
    row.refresh_from_db()
    assert row.ended_at is not None


def test_a_printed_date_is_a_fact_that_somebody_typed(inside: Cast) -> None:
    made = hearing(inside)
    name = f"hearing:{made.pk}"
    confirm(inside, name, inside.attorney)
    deadline = Deadline.objects.get(rule="EOIR_INDIVIDUAL_30", state="open")
    overrides.set_date(
        deadline=deadline, day=dt.date(2026, 12, 1), source="printed", reason="Order.", by=inside.supervisor
    )
    assert not is_confirmed(name)
    facts = triggers.of(case=inside.case, name=name)
    assert facts.facts[-1][1] == "Tue 1 Dec 2026" and inside.supervisor.pk in facts.entered_by


def test_what_awaits_me_is_what_others_entered(inside: Cast) -> None:
    made = hearing(inside)
    rows = Deadline.objects.filter(case=inside.case)
    assert not asked.awaiting(rows, member=inside.paralegal).filter(hearing=made).exists()
    assert asked.awaiting(rows, member=inside.attorney).filter(hearing=made).count() == 1
    confirm(inside, f"hearing:{made.pk}", inside.attorney)
    assert not asked.awaiting(rows, member=inside.attorney).filter(hearing=made).exists()


@pytest.mark.parametrize(
    "name", ["hearing:999999", "decision:1", "person:0", "proceeding:x", "moon:1", "hearing"]
)
def test_what_the_case_does_not_have_is_missing(inside: Cast, name: str) -> None:
    with pytest.raises(Missing):
        triggers.of(case=inside.case, name=name)
