"""What every fenced table has in common: its clinic, and a manager that asks who is looking."""

from functools import cache
from typing import Any, ClassVar, TypeVar

from django.apps import apps
from django.db import models

from cases.access import scope

M = TypeVar("M", bound=models.Model)


class FencedQuerySet(models.QuerySet[M]):
    """Rows of one clinic; ``visible_to`` narrows them to what a member may see."""

    def visible_to(self, member: scope.Member) -> "FencedQuerySet[M]":
        """Return the rows whose case this member may see now (see ``access.scope``).

        A row that may be reached by several cases (a person, in two) is asked through a subquery of primary keys, so
        that it still appears once; any other is asked of its own case, which a list of a large clinic is faster by.
        """
        path, cases = self.model.case_path, apps.get_model("cases", "Case").objects.all()  # type: ignore[attr-defined]
        if _leads_to_one(self.model, path):
            return self.filter(scope.seen(cases, member, path=path))
        reached = self.model.objects.filter(  # type: ignore[attr-defined]
            **{f"{path}__in": scope.visible_cases(cases, member)}
        )
        return self.filter(pk__in=reached.values("pk"))


@cache
def _leads_to_one(model: type[models.Model], path: str) -> bool:
    """Whether every step of a path to the case is a key of the row itself, not a list of rows that point at it."""
    here: Any = model
    for step in path.split("__"):
        if step == "pk":
            return True
        field = here._meta.get_field(step)  # noqa: SLF001 - Django's own way to ask
        if field.one_to_many or field.many_to_many:
            return False
        here = field.related_model
    return True


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
