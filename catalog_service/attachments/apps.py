"""The app's configuration."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """Files that hang on gear and loans."""

    name = "catalog_service.attachments"
    label = "attachments"
    verbose_name = "Attachments"
