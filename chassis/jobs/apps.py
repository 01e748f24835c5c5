"""The app's configuration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Background work."""

    name = "chassis.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find the `jobs` module of every app, so that names are known before they are enqueued."""
        autodiscover_modules("jobs")
        from chassis.jobs import checks  # noqa: F401  (registers itself)
