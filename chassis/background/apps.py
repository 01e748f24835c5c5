"""The app's configuration."""

from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    """The service's background process."""

    name = "chassis.background"
    label = "background"
