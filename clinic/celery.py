"""The worker, and the whole timetable on one screen."""

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import worker_init
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")

app = Celery("amparo")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["cases"])

# Every job here looks for rows that are due, so a missed ring costs one interval and a doubled one nothing.
app.conf.beat_schedule = {
    "send reminders that are due": {
        "task": "cases.tasks.sweep_reminders",
        "schedule": settings.AMPARO_SWEEP_SECONDS,
    },
    "prove each morning that reminders went out": {
        "task": "cases.tasks.prove_reminders",
        "schedule": 5 * settings.AMPARO_SWEEP_SECONDS,
    },
    "plan reminders that events left out": {
        "task": "cases.tasks.plan_reminders",
        "schedule": crontab(minute=7, hour="*/6"),
    },
    "plan anew where the policy changed": {
        "task": "cases.tasks.replan_reminders",
        "schedule": 5 * settings.AMPARO_SWEEP_SECONDS,
    },
    "recompute deadlines in each clinic's early morning": {
        "task": "cases.tasks.sweep_deadlines",
        "schedule": 5 * settings.AMPARO_SWEEP_SECONDS,
    },
    "tell people of what is to be done today": {
        "task": "cases.tasks.tell_todos",
        "schedule": 5 * settings.AMPARO_SWEEP_SECONDS,
    },
    "say each week that a kept report waits": {
        "task": "cases.tasks.mail_reports",
        "schedule": crontab(minute="*/20"),
    },
    "build packets that wait": {
        "task": "cases.tasks.sweep_packets",
        "schedule": settings.AMPARO_SWEEP_SECONDS,
    },
    "work on documents that wait": {
        "task": "cases.tasks.sweep_documents",
        "schedule": settings.AMPARO_SWEEP_SECONDS,
    },
}


@worker_init.connect
def refuse_unsafe_work(**_: object) -> None:
    """Stop before the first job when keys are missing or the database role could walk round the fence.

    Celery logs what a signal's receiver raises and goes on working; only SystemExit ends the process.
    """
    from cases import checks

    try:
        checks.refuse_unsafe_serving()
    except ImproperlyConfigured as reason:
        raise SystemExit(str(reason)) from reason
