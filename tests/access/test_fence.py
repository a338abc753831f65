"""PostgreSQL itself keeps the clinics apart: proved as the app's role, on the real catalogue."""

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction

from cases import checks
from cases.models import AuditEvent, Case, Hearing, Party, Person
from cases.models.base import Fenced
from tests import make
from tests.make import Cast

# Tables outside the fence, each with the reason why that is safe.
EXEMPT = {
    "Clinic": "read to find the clinic of a request, before the fence can stand",
    "User": "one person may work for several clinics; holds no client's data",
    "Membership": "read to decide which fence to raise; holds no client's data",
    "Invitation": "read by its hash before anybody is signed in; holds no client's data",
    "ApiToken": "read by its hash to find the membership; holds no client's data",
    "CalendarFeed": "read by its hash to find the membership; holds no client's data",
    "Heartbeat": "counts of the whole deployment's sweeps; holds no client's data",
    "AuditEvent": "fenced by its own migration: it has no foreign keys and is append-only",
}


def test_every_model_is_fenced_or_says_why_not() -> None:
    models = apps.get_app_config("cases").get_models()
    assert {m.__name__ for m in models if not issubclass(m, Fenced)} == set(EXEMPT)


def test_the_catalogue_shows_a_policy_on_every_fenced_table(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
            "WHERE c.relrowsecurity AND p.polcmd = '*' AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL"
        )
        fenced = {row[0] for row in cursor.fetchall()}
    models = apps.get_app_config("cases").get_models()
    assert fenced == {m._meta.db_table for m in models if issubclass(m, Fenced)} | {"cases_auditevent"}


def test_no_foreign_key_can_cross_clinics(db: None) -> None:
    """Every key of a fenced table to a table with a clinic is on (column, clinic_id)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, confrelid::regclass::text, "
            "(SELECT array_agg(attname::text ORDER BY attname) FROM pg_attribute "
            " WHERE attrelid = conrelid AND attnum = ANY (conkey)) "
            "FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text LIKE 'cases\\_%'"
        )
        keys = {(table, tuple(columns)) for table, _, columns in cursor.fetchall()}
    for model in apps.get_app_config("cases").get_models():
        if not issubclass(model, Fenced):
            continue
        table = model._meta.db_table
        for field in model._meta.local_concrete_fields:
            if not field.is_relation:
                continue
            expected = (
                ("clinic_id",) if field.name == "clinic" else tuple(sorted(["clinic_id", str(field.column)]))
            )
            assert (table, expected) in keys, f"{table}.{field.column} may point into another clinic"


def test_a_clinic_sees_only_its_own_rows(cast: Cast) -> None:
    with cast.bay.inside():
        assert set(Case.objects.all()) == {cast.case, cast.other_case}
        assert not Case.objects.filter(pk=cast.neighbours_case.pk).exists()
    with cast.river.inside():
        assert list(Case.objects.all()) == [cast.neighbours_case]


def test_outside_every_fence_there_are_no_rows(cast: Cast) -> None:
    assert Case.objects.count() == Person.objects.count() == AuditEvent.objects.count() == 0


def test_a_row_cannot_be_written_for_another_clinic(inside: Cast) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        make.make_person(inside.river)


def test_a_row_cannot_point_at_another_clinics_row(inside: Cast) -> None:
    witness = make.make_person(inside.bay)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="same_clinic"), transaction.atomic():
        Party.objects.create(
            clinic=inside.bay, case_id=inside.neighbours_case.pk, person=witness, part="witness"
        )


def test_an_update_reaches_only_the_own_clinic(cast: Cast) -> None:
    with cast.bay.inside():
        assert Case.objects.filter(pk=cast.neighbours_case.pk).update(summary="taken over") == 0


def test_the_fence_is_put_back_after_a_nested_entry(cast: Cast) -> None:
    with cast.bay.inside():
        with cast.river.inside():
            assert Case.objects.get() == cast.neighbours_case
        assert Case.objects.count() == 2


def test_the_two_clinics_may_hold_the_same_a_number(cast: Cast) -> None:
    with cast.bay.inside():
        make.make_person(cast.bay, a_number="A 201 222 333")
        with pytest.raises(IntegrityError), transaction.atomic():
            make.make_person(cast.bay, a_number="201-222-333")
    with cast.river.inside():
        make.make_person(cast.river, a_number="A 201 222 333")


@pytest.mark.parametrize("change", ["UPDATE cases_auditevent SET verb = 'x'", "DELETE FROM cases_auditevent"])
def test_the_audit_trail_refuses_change(inside: Cast, change: str) -> None:
    AuditEvent.objects.create(clinic_id=inside.bay.pk, verb="case.read")
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_the_audit_trail_refuses_change_even_by_the_owner(inside: Cast, django_db_blocker: object) -> None:
    from tests import database

    with database.as_owner() as owner:
        owner.execute(
            "INSERT INTO cases_auditevent (clinic_id, at, role, verb, detail, request_id) "
            "VALUES (1, now(), '', 'x', '{}', '')"
        )
        for change in (
            "UPDATE cases_auditevent SET verb = 'y'",
            "DELETE FROM cases_auditevent",
            "TRUNCATE cases_auditevent",
        ):
            with pytest.raises(Exception, match="append-only"), owner.transaction():
                owner.execute(change)
        owner.rollback()


def test_the_tests_themselves_run_as_the_fenced_role(db: None) -> None:
    checks.refuse_unfenced_role()


def test_a_hearing_without_its_time_is_refused(inside: Cast) -> None:
    proceeding = make.make_proceeding(inside.case)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hearing.objects.create(
            clinic=inside.bay, proceeding=proceeding, kind="master", setting="at", time_zone="America/Chicago"
        )
