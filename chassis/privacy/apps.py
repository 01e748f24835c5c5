"""The app's configuration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PrivacyConfig(AppConfig):
    """What this service knows of somebody."""

    name = "chassis.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Find the `privacy` module of every app, so that all that is known has a name."""
        autodiscover_modules("privacy")
        from chassis.privacy import checks, own  # noqa: F401  (they register themselves)
