"""The app's configuration."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """What every page of a service extends."""

    name = "chassis.pages"
