"""The app's configuration."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports."""

    name = "tasks_service.reports"
    label = "reports"
    verbose_name = "Reports"
