"""Copies in the admin."""

from django.contrib import admin

from chassis.projections.admin import ProjectionAdmin
from chassis.tests.project.copies.models import Copy


@admin.register(Copy)
class CopyAdmin(ProjectionAdmin):
    """Copies."""

    list_display = ("title", "version", "gone_at")
