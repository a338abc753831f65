"""The Django project: settings, addresses, worker and web doors."""

from clinic.celery import app as celery_app

__all__ = ["celery_app"]
