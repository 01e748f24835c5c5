"""The app's configuration."""

from django.apps import AppConfig


class LendingConfig(AppConfig):
    """Who has gear, and who will have it."""

    name = "catalog_service.lending"
    label = "lending"
    verbose_name = "Lending"
