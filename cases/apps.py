"""The one Django app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Registers the models, and the checks that keep an unsafe process from serving."""

    name = "cases"

    def ready(self) -> None:
        """Load the checks."""
        from cases import checks  # noqa: F401  (importing registers them)
