"""The app's configuration."""

from django.apps import AppConfig


class LoginsConfig(AppConfig):
    """Local rows of those who sign in to the admin."""

    name = "chassis.logins"
    label = "logins"
    default_auto_field = "django.db.models.BigAutoField"
