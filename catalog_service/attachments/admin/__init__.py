"""Attachments in the admin: in a list of their own, and on the pages of what they hang on."""

from catalog_service.attachments.admin.attachments import AttachmentAdmin
from catalog_service.attachments.admin.owners import AttachmentInline

__all__ = ["AttachmentAdmin", "AttachmentInline"]
