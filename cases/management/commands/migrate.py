"""Migrate as the owner, then let the app's role do its work and nothing more."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from psycopg import sql

from cases.access import turns

# What the app's role may do, table by table, where it is less than read and write.
APPEND_ONLY = ("cases_auditevent",)
READ_ONLY = ("django_migrations",)


class Command(migrate.Command):
    """Django's own ``migrate`` on the owner's connection, followed by the grants to the app's role."""

    help = __doc__ or ""

    def add_arguments(self, parser: Any) -> None:
        """Make the owner's connection the default when there is one."""
        super().add_arguments(parser)
        if "owner" in connections:
            parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, then grant; a second run that starts meanwhile waits, and finds nothing left to do."""
        with turns.one_at_a_time(options["database"]):
            super().handle(*args, **options)
            if options["database"] == "owner":
                grant(owner="owner", app_role=str(connections["default"].settings_dict["USER"]))


def grant(*, owner: str, app_role: str) -> None:
    """Let ``app_role`` read and write through the connection alias ``owner``; run again after each migration.

    Raises CommandError when the role is missing, or when it owns the tables it is to be fenced from.
    """
    with connections[owner].cursor() as cursor:
        cursor.execute("SELECT current_user, EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %s)", [app_role])
        current, exists = cursor.fetchone()
        if current == app_role:
            raise CommandError(
                f"DATABASE_URL and OWNER_DATABASE_URL both name {app_role!r}; the app needs its own role."
            )
        if not exists:
            raise CommandError(
                f"The database has no role {app_role!r}, which DATABASE_URL names. Create it, then migrate."
            )
        role = sql.Identifier(app_role)
        statements = [
            sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role),
            sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(role),
            sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(role),
            sql.SQL("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}").format(role),
        ]
        for table in APPEND_ONLY:
            revoke = sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}")
            statements.append(revoke.format(sql.Identifier(table), role))
        for table in READ_ONLY:
            revoke = sql.SQL("REVOKE INSERT, UPDATE, DELETE ON {} FROM {}")
            statements.append(revoke.format(sql.Identifier(table), role))
        for statement in statements:
            cursor.execute(statement)
