"""What the catalog knows of other services' rows."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from chassis.projections.models import Projection, ProjectionQuerySet


class Person(Projection):
    """Somebody who may have gear."""

    source, feed = "accounts", "people"

    name = models.CharField(max_length=200, default="")
    is_active = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name


class TaskQuerySet(ProjectionQuerySet["Task"]):
    """Ways to look at tasks."""

    def blocking(self) -> Self:
        """Those that are due, and until they are done nobody borrows the gear."""
        return self.known().filter(is_open=True, blocks_gear=True, due_at__lte=Now())


class Task(Projection):
    """Something that needs doing, perhaps to an asset."""

    source, feed = "tasks", "tasks"

    asset_id = models.UUIDField(null=True)
    title = models.CharField(max_length=200, default="")
    is_open = models.BooleanField(default=False)
    status = models.CharField(max_length=20, default="", db_default="")
    due_at = models.DateTimeField(null=True)
    blocks_gear = models.BooleanField(
        default=False, db_default=False, help_text="Nobody borrows it while due."
    )

    objects: ClassVar = TaskQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["asset_id"], condition=Q(is_open=True), name="open_task_of_asset"),
        )

    def __str__(self) -> str:
        return self.title
