"""The app's configuration."""

from django.apps import AppConfig


class GearConfig(AppConfig):
    """What gear there is."""

    name = "catalog_service.gear"
    label = "gear"
    verbose_name = "Gear"
