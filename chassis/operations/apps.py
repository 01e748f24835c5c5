"""The app's configuration."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """What people who run the system look at."""

    name = "chassis.operations"
    label = "operations"

    def ready(self) -> None:
        """Let /metrics tell the figures too."""
        from prometheus_client import REGISTRY

        from chassis.operations.gauges import Gauges

        REGISTRY.register(Gauges())
