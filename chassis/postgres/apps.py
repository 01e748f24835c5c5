"""The app's configuration."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class PostgresConfig(AppConfig):
    """What every database of ours has."""

    name = "chassis.postgres"
    label = "chassis_postgres"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put our functions in the place of those that a migration brings along."""
        from chassis.postgres.functions import install

        # Behind its own receiver; an app without models, as this one is, is told nothing.
        post_migrate.connect(install, sender=apps.get_app_config("pghistory"))
