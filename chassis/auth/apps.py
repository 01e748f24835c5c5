"""The app's configuration."""

from django.apps import AppConfig


class AuthConfig(AppConfig):
    """The register of ended access."""

    name = "chassis.auth"
    label = "kitroom_auth"
    verbose_name = "Ended access"
    default_auto_field = "django.db.models.BigAutoField"
