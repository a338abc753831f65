"""The web process's door: it opens only when it is safe to serve."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")

application = get_wsgi_application()

from cases import checks  # noqa: E402  (apps must be loaded first)

checks.refuse_unsafe_serving()
