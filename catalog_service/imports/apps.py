"""The app's configuration."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Files that fill the catalog."""

    name = "catalog_service.imports"
    label = "imports"
    verbose_name = "Imports"
