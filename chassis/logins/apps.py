"""The app's configuration."""

from django.apps import AppConfig


class LoginsConfig(AppConfig):
    """Who signed in here, at the provider."""

    name = "chassis.logins"
    label = "logins"
    default_auto_field = "django.db.models.BigAutoField"
