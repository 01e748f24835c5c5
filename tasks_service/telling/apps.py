"""The app's configuration."""

from django.apps import AppConfig


class TellingConfig(AppConfig):
    """Telling people."""

    name = "tasks_service.telling"
    label = "telling"
    verbose_name = "Telling people"
