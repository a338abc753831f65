"""What somebody has to do today because something happened, and who did it."""

from django.db import models
from django.db.models import Q

from cases.models.base import Fenced, paired, within_clinic


class ToDo(Fenced):
    """A thing to do on a case that no rule of law sets, such as deciding who tells the child."""

    class Kind(models.TextChoices):
        WHO_TELLS_THE_CHILD = "who_tells_the_child", "Who tells the child?"
        REVIEW_SCREENING = "review_screening", "Review a relief screening"

    case = within_clinic("Case", related_name="todos")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    about = models.CharField(max_length=300, help_text="What happened, without names.")
    due_on = models.DateField()
    hearing = within_clinic("Hearing", null=True, blank=True, db_index=False)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = within_clinic("Membership", db_index=False)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = within_clinic("Membership", null=True, blank=True, db_index=False)
    outcome = models.CharField(max_length=300, blank=True, help_text="Who told whom, and when.")

    class Meta(Fenced.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(done_at=None), name="one_open_todo_of_a_kind"
            ),
            paired("todo_done_by_someone", "done_at", "done_by"),
        ]
        indexes = [models.Index(fields=["clinic", "due_on"], condition=Q(done_at=None), name="todos_open")]
