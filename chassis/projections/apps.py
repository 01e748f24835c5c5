"""The app's configuration."""

from django.apps import AppConfig


class ProjectionsConfig(AppConfig):
    """What this service knows of the rows of others."""

    name = "chassis.projections"
    label = "projections"

    def ready(self) -> None:
        """Register the check."""
        from chassis.projections import checks  # noqa: F401  (registers itself)
