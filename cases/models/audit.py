"""The audit trail: who did or read what, when. Rows come in and never change; the database sees to it."""

from django.db import models

from cases.access import scope
from cases.access.roles import May, may


class AuditQuerySet(models.QuerySet["AuditEvent"]):
    """Events, for those who may read the trail."""

    def visible_to(self, member: scope.Member) -> "AuditQuerySet":
        """Return the clinic's events for roles that may read them, and otherwise none."""
        if not may(member.role, May.SEE_AUDIT):
            return self.none()
        return self.filter(clinic_id=member.clinic_id)


class AuditEvent(models.Model):
    """One action or one reading. Plain numbers instead of foreign keys: the trail outlives what it tells of."""

    clinic_id = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    user_id = models.BigIntegerField(null=True)
    membership_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=30, blank=True)
    verb = models.CharField(max_length=60, help_text="noun.verb, such as hearing.move or case.read.")
    case_id = models.BigIntegerField(null=True)
    object_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict, help_text="Field names and ids; never what a field said.")
    request_id = models.CharField(max_length=64, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["clinic_id", "-at"]),
            models.Index(fields=["case_id", "-at"]),
        ]
