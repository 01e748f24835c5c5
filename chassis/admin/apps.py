"""The app's configuration."""

from django.apps import AppConfig


class AdminConfig(AppConfig):
    """Templates and titles of the admin."""

    name = "chassis.admin"
    label = "chassis_admin"

    def ready(self) -> None:
        """Put the service's name on its admin."""
        from django.conf import settings
        from django.contrib import admin

        admin.site.site_header = f"Kitroom {settings.SERVICE_TITLE}"
        admin.site.site_title = f"Kitroom {settings.SERVICE_TITLE}"
        admin.site.index_title = "What is here"
        admin.site.site_url = f"/{settings.SERVICE}/api/v1/"
