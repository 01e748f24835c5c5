"""The app's configuration."""

from django.apps import AppConfig


class DaysConfig(AppConfig):
    """What a day brings."""

    name = "tasks_service.days"
    label = "days"
    verbose_name = "What a day brings"
