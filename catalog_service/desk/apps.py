"""The app's configuration."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """What people at the desk look at."""

    name = "catalog_service.desk"
    label = "desk"
    verbose_name = "Desk"
