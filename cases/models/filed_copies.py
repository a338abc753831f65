"""The copies of exhibits that are filed with chosen pages, highlights or redactions: made once, kept, thrown away freely."""

from django.db import models

from cases.models.base import Fenced, one_within_clinic


class FiledCopy(Fenced):
    """An exhibit's paper as it is filed, its pages chosen and marked, kept so that the next packet only stamps it."""

    case_path = "exhibit__case"

    exhibit = one_within_clinic("Exhibit", related_name="filed_copy", on_delete=models.CASCADE)
    made_of = models.CharField(
        max_length=64,
        help_text="Hash of the paper, its pages and its marks: another one now means that it is stale.",
    )
    file = models.CharField(
        max_length=120, help_text="Name in the file store, encrypted under the case's key."
    )
    made_at = models.DateTimeField(auto_now=True)

    class Meta(Fenced.Meta):
        verbose_name_plural = "filed copies"
