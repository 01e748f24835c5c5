"""The app's configuration."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """What people and programs may do."""

    name = "accounts_service.access"
    label = "access"
    verbose_name = "Access"
