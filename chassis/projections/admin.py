"""Projections in the admin: to look at. And the upkeep of each."""

from typing import Any, ClassVar

from django.contrib import admin

from chassis.admin.read_only import ReadOnlyAdmin
from chassis.projections.models import Upkeep


class ProjectionAdmin(ReadOnlyAdmin):
    """The base of a projection's pages; name what to show first."""

    list_filter: ClassVar[Any] = (("gone_at", admin.EmptyFieldListFilter),)
    ordering = ("pk",)


@admin.register(Upkeep)
class UpkeepAdmin(ReadOnlyAdmin):
    """When each projection was built and compared."""

    list_display = ("feed", "built_at", "compared_at", "found")
