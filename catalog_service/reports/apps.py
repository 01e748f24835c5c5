"""The app's configuration."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Money and time."""

    name = "catalog_service.reports"
    label = "reports"
    verbose_name = "Reports"
