"""The app's configuration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class EventsConfig(AppConfig):
    """Events of this service and of others."""

    name = "chassis.events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find the `events` and `handlers` of every app, so that each type has a meaning."""
        autodiscover_modules("events", "handlers")
        from chassis.events import checks  # noqa: F401  (registers itself)
