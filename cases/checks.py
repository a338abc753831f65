"""What must hold before a process may serve or work: secrets are there, and the database role is fenced."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection


def refuse_unsafe_serving() -> None:
    """Raise ImproperlyConfigured, with the remedy, when serving now would be unsafe."""
    try:
        settings.SECRET_KEY  # noqa: B018  (Django itself refuses to hand out an empty one)
    except ImproperlyConfigured:
        raise ImproperlyConfigured(
            "SECRET_KEY is empty. Set it in the environment; .env.example says how to make one."
        ) from None
    if not settings.AMPARO_MASTER_KEYS:
        raise ImproperlyConfigured(
            "AMPARO_MASTER_KEYS is empty, so nothing personal could be stored or read. "
            "Set it in the environment; .env.example says how to make one."
        )
    refuse_unfenced_role()


def refuse_unfenced_role() -> None:
    """Raise ImproperlyConfigured when the database role could walk round the fence between clinics."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls, "
            "EXISTS (SELECT 1 FROM pg_class WHERE relname = 'cases_case' AND pg_has_role(relowner, 'USAGE')) "
            "FROM pg_roles WHERE rolname = current_user"
        )
        row = cursor.fetchone()
    if row is None:
        raise ImproperlyConfigured("The database does not know the role that DATABASE_URL names.")
    role, superuser, bypasses, owns = row
    for wrong, what in (
        (superuser, "is a superuser"),
        (bypasses, "bypasses row-level security"),
        (owns, "owns the tables"),
    ):
        if wrong:
            raise ImproperlyConfigured(
                f"The database role {role!r} {what}, so nothing would keep one clinic's rows from another. "
                "Point DATABASE_URL at the app's own role; the owner's address goes into OWNER_DATABASE_URL."
            )
