"""The receipts of who was forgotten, in the admin."""

from django.contrib import admin

from accounts_service.people.models import Erasure
from chassis.admin.read_only import ReadOnlyAdmin


@admin.register(Erasure)
class ErasureAdmin(ReadOnlyAdmin):
    """Who was forgotten: receipts."""

    list_display = ("called", "person", "asked_by", "created_at", "done_at")
    fields = ("called", "person", "asked_by", "created_at", "done_at", "receipt")
    ordering = ("-created_at",)
