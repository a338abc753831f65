"""The web process's door: it opens only when it is safe to serve."""

import os

import django
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")
django.setup()

from cases import checks  # noqa: E402  (apps must be loaded first)

checks.refuse_unsafe_serving()
application = get_wsgi_application()
