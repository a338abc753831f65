"""Packets: exhibits bound for filing, and the progress of binding them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.models.base import Fenced, paired, within_clinic


class Packet(Fenced):
    """An evidence packet: the row is the order to build it, its progress, and then the record of what was built."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        BUILDING = "building", "Being built"
        BUILT = "built", "Built"
        FAILED = "failed", "Failed"

    case = within_clinic("Case", related_name="packets")
    proceeding = within_clinic("Proceeding", related_name="packets")
    hearing = within_clinic("Hearing", null=True, blank=True, related_name="packets")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0, help_text="Steps finished.")
    total = models.PositiveIntegerField(default=0, help_text="Steps in all.")
    doing = models.CharField(max_length=100, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=500, blank=True)
    pages = models.PositiveIntegerField(default=0)
    findings = models.JSONField(
        default=list, help_text="To be mended: code, sentence, hard, exhibit, where it is mended."
    )
    papers = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, help_text="Papers printed into it."
    )
    on_letter = models.BooleanField(default=False, help_text="Pages of other sizes are put onto Letter.")
    # Where its letters and numbers begin: a supplement goes on after what the court has already.
    supplements = within_clinic("Packet", null=True, blank=True, related_name="supplemented_by")
    corrects = within_clinic("Packet", null=True, blank=True, related_name="corrected_by")
    first_tab = models.PositiveIntegerField(default=0, help_text="0 is A.")
    first_page = models.PositiveIntegerField(default=1)
    uploaded_at = models.DateTimeField(null=True, blank=True, help_text="From then on nothing of it changes.")
    uploaded_by = within_clinic("Membership", null=True, blank=True)
    requested_by = within_clinic("Membership")
    requested_at = models.DateTimeField(auto_now_add=True)
    built_at = models.DateTimeField(null=True, blank=True)

    class Meta(Fenced.Meta):
        constraints = [
            # Two clicks, two people or two rings build one packet.
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=["queued", "building"]), name="one_packet_under_way"
            ),
            models.CheckConstraint(
                condition=~Q(state="built") | Q(built_at__isnull=False), name="built_has_a_time"
            ),
            models.CheckConstraint(
                condition=Q(uploaded_at=None) | Q(state="built"), name="only_a_built_packet_is_uploaded"
            ),
            paired("packet_uploaded_by_someone", "uploaded_at", "uploaded_by"),
        ]
        indexes = [
            models.Index(
                fields=["requested_at"], condition=Q(state__in=["queued", "building"]), name="packets_waiting"
            )
        ]

    @property
    def last_page(self) -> int:
        """The number stamped onto its last page."""
        return self.first_page + self.pages - 1


class PacketExhibit(Fenced):
    """One line of a packet's index: which exhibit, under which tab, on which pages."""

    case_path = "packet__case"

    packet = within_clinic("Packet", related_name="lines")
    exhibit = within_clinic("Exhibit", related_name="lines")
    position = models.PositiveIntegerField()
    tab = models.CharField(max_length=6)
    first_page = models.PositiveIntegerField(null=True, blank=True)
    last_page = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(max_length=300, blank=True, help_text="As the index names it.")
    filed_as = models.CharField(
        max_length=64,
        blank=True,
        help_text="Hash of what was bound of it: another one now means that it changed.",
    )

    class Meta(Fenced.Meta):
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["packet", "position"], name="one_line_per_place"),
            models.UniqueConstraint(fields=["packet", "tab"], name="one_line_per_tab"),
        ]


class PacketPart(Fenced):
    """One file of a built packet, at most 25 MB, encrypted in the file store under the case's key."""

    case_path = "packet__case"

    packet = within_clinic("Packet", related_name="parts")
    number = models.PositiveSmallIntegerField()
    file = models.CharField(max_length=120)
    pages = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(
        max_length=64,
        blank=True,
        help_text="Of the file as it is handed out, to hold the uploaded one against.",
    )

    class Meta(Fenced.Meta):
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["packet", "number"], name="one_file_per_part")]

    @property
    def megabytes(self) -> str:
        """The size as the court counts it, 10^6 bytes to the MB; in kB where that would be "0.0 MB"."""
        if self.size < 100_000:
            return f"{max(1, round(self.size / 1_000))} kB"
        return f"{self.size / 1_000_000:.1f} MB"
