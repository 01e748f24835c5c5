"""The app's configuration."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """What needs doing."""

    name = "tasks_service.work"
    label = "work"
    verbose_name = "Work"
