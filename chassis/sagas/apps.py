"""The app's configuration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SagasConfig(AppConfig):
    """Flows over several services."""

    name = "chassis.sagas"
    label = "sagas"
    verbose_name = "Flows"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find the `steps` and `flows` of every app, before anybody asks for them."""
        autodiscover_modules("steps", "flows")
        from chassis.sagas import checks, events  # noqa: F401  (register themselves)

        events.pass_over_those_of_others()
