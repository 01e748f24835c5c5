"""What the catalog knows of other services' rows, in the admin."""

from django.contrib import admin

from catalog_service.gear.models import Person, Task
from chassis.projections.admin import ProjectionAdmin


@admin.register(Person)
class PersonAdmin(ProjectionAdmin):
    """Whom the catalog knows."""

    list_display = ("name", "is_active", "id", "version", "applied_at", "gone_at")
    search_fields = ("name", "id")


@admin.register(Task)
class TaskAdmin(ProjectionAdmin):
    """Which tasks the catalog knows."""

    list_display = ("title", "is_open", "asset_id", "id", "version", "applied_at", "gone_at")
    list_filter = ("is_open", *ProjectionAdmin.list_filter)
    search_fields = ("title", "asset_id", "id")
