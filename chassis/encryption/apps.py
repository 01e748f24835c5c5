"""The app's configuration."""

from django.apps import AppConfig


class EncryptionConfig(AppConfig):
    """What is stored encrypted."""

    name = "chassis.encryption"
    label = "encryption"

    def ready(self) -> None:
        """Look at the keys when a process starts."""
        from chassis.encryption import checks  # noqa: F401  (registers itself)
