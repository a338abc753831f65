"""What every fenced table has in common: its clinic, and a manager that asks who is looking."""

from typing import Any, ClassVar, TypeVar

from django.apps import apps
from django.db import models

from cases.access import scope

M = TypeVar("M", bound=models.Model)


class FencedQuerySet(models.QuerySet[M]):
    """Rows of one clinic; ``visible_to`` narrows them to what a member may see."""

    def visible_to(self, member: scope.Member) -> "FencedQuerySet[M]":
        """Return the rows whose case this member may see now (see ``access.scope``).

        Applied as a ``pk__in`` subquery, so a row that is reached by two cases still appears once.
        """
        path = self.model.case_path  # type: ignore[attr-defined]
        cases = scope.visible_cases(apps.get_model("cases", "Case").objects.all(), member)
        if path == "pk":
            return self.filter(pk__in=cases)
        reached = self.model.objects.filter(**{f"{path}__in": cases})  # type: ignore[attr-defined]
        return self.filter(pk__in=reached.values("pk"))


class Fenced(models.Model):
    """A row that belongs to one clinic and that no other clinic can read, count or point at."""

    # How to get from this row to its case, as a lookup.
    case_path: ClassVar[str] = "case"

    clinic = models.ForeignKey("cases.Clinic", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = FencedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


def within_clinic(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    """Return a foreign key to a fenced row (or a membership) of the same clinic.

    Django's own constraint is off: the migration adds one on (column, clinic_id) with ``fence.around``.
    Rows that others point at are never deleted under them.
    """
    options.setdefault("on_delete", models.PROTECT)
    options.setdefault("related_name", "+")
    return models.ForeignKey(to, db_constraint=False, **options)


def one_within_clinic(to: str, **options: Any) -> "models.OneToOneField[Any, Any]":
    """Return the same key where a row has at most one such companion (a person's role, say)."""
    options.setdefault("on_delete", models.PROTECT)
    return models.OneToOneField(to, db_constraint=False, **options)


def paired(name: str, *fields: str) -> models.CheckConstraint:
    """Return the constraint that these columns are all empty or all filled (who and when, say)."""
    nothing = models.Q(**{f"{field}__isnull": True for field in fields})
    everything = models.Q(**{f"{field}__isnull": False for field in fields})
    return models.CheckConstraint(condition=nothing | everything, name=name)
