"""The app's configuration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SagasConfig(AppConfig):
    """Flows over several services."""

    name = "chassis.sagas"
    label = "sagas"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find the `steps` module of every app, so that steps are known before they are asked."""
        autodiscover_modules("steps")
