"""The app's configuration."""

from django.apps import AppConfig


class HooksConfig(AppConfig):
    """Webhooks."""

    name = "tasks_service.hooks"
    label = "hooks"
    verbose_name = "Webhooks"
