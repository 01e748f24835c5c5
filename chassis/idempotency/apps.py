"""The app's configuration."""

from django.apps import AppConfig


class IdempotencyConfig(AppConfig):
    """Answers that were given to keyed requests."""

    name = "chassis.idempotency"
    label = "idempotency"
    default_auto_field = "django.db.models.BigAutoField"
