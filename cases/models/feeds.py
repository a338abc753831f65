"""Calendar feeds: one secret address per member, outside the fence because it is read to find the member."""

from django.db import models

from cases.models.clinics import Membership


class CalendarFeed(models.Model):
    """A secret address from which a calendar program reads one member's dates; only its hash is kept."""

    class Reach(models.TextChoices):
        MINE = "mine", "Hearings and dates of the cases that I work on"
        CLINIC = "clinic", "Every hearing of the clinic that I may see"

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="feeds")
    reach = models.CharField(max_length=6, choices=Reach.choices, default=Reach.MINE)
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(
        null=True, blank=True, help_text="When a program last read it, to the hour."
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=models.Q(revoked_at=None),
                name="one_running_feed_per_member",
            ),
        ]
