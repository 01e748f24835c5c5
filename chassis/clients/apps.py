"""The app's configuration."""

from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """Calls to other services."""

    name = "chassis.clients"
    label = "clients"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have changes of breakers written down."""
        from chassis.clients import circuit, records

        circuit.listeners.append(records.note)
