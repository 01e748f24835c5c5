"""The app's configuration."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """What comes round again."""

    name = "tasks_service.planning"
    label = "planning"
    verbose_name = "Planning"
