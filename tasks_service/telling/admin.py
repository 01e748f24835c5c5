"""What people were told, and how they like it, in the admin."""

from django.contrib import admin

from chassis.admin.read_only import ReadOnlyAdmin
from tasks_service.telling.models import Notification, Preference


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    """What people were told."""

    list_display = ("created_at", "person", "kind", "title", "read_at")
    list_filter = ("kind", "created_at", "read_at")
    search_fields = ("person", "about", "title")
    date_hierarchy = "created_at"


@admin.register(Preference)
class PreferenceAdmin(ReadOnlyAdmin):
    """How people like to be told."""

    list_display = ("person", "kind", "in_app", "by_mail", "updated_at")
    list_filter = ("kind", "in_app", "by_mail")
    search_fields = ("person",)
