"""What tasks know of others, in the admin."""

from django.contrib import admin

from chassis.projections.admin import ProjectionAdmin
from tasks_service.work.models import Asset, Loan, Person, Team


@admin.register(Person)
class PersonAdmin(ProjectionAdmin):
    """Whom tasks know."""

    list_display = ("name", "is_active", "role", "id", "version", "applied_at", "gone_at")
    search_fields = ("name", "id")


@admin.register(Team)
class TeamAdmin(ProjectionAdmin):
    """Which teams tasks know."""

    list_display = ("name", "id", "version", "applied_at", "gone_at")
    search_fields = ("name", "id")


@admin.register(Asset)
class AssetAdmin(ProjectionAdmin):
    """What gear tasks know."""

    list_display = ("tag", "title", "id", "version", "applied_at", "gone_at")
    search_fields = ("tag", "title", "id")


@admin.register(Loan)
class LoanAdmin(ProjectionAdmin):
    """Who has what, as far as tasks know."""

    list_display = ("id", "borrower", "due_at", "closed_at", "version", "applied_at", "gone_at")
    list_filter = ("due_at",)
    search_fields = ("id", "borrower")
