"""Ringing the worker's bell after a commit. The row is the queue: a bell that nobody hears costs one sweep's wait."""

from typing import Any

import structlog
from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from cases.models import Heartbeat

log = structlog.get_logger(__name__)


def ring(task: str, *arguments: Any) -> None:
    """Ask for a task by its name once this transaction is committed; a broker that is down is only logged."""

    def now() -> None:
        try:
            current_app.send_task(task, args=arguments)
        except (OperationalError, OSError) as reason:
            log.warning("bell_not_heard", task=task, reason=type(reason).__name__)

    transaction.on_commit(now)


def beat(name: str, **detail: int) -> None:
    """Note that a sweep has just run, for the health page; ``detail`` holds counts."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=name, beaten_at=timezone.now(), detail=detail)],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["beaten_at", "detail"],
    )
