"""The app's configuration."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People and teams."""

    name = "accounts_service.people"
    label = "people"
    verbose_name = "People"
