"""What the catalog knows of other services' rows."""

from django.db import models
from django.db.models import Q

from chassis.projections.models import Projection


class Person(Projection):
    """Somebody who may have gear."""

    source, feed = "accounts", "people"

    name = models.CharField(max_length=200, default="")
    is_active = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name


class Task(Projection):
    """Something that needs doing, perhaps to an asset."""

    source, feed = "tasks", "tasks"

    asset_id = models.UUIDField(null=True)
    title = models.CharField(max_length=200, default="")
    is_open = models.BooleanField(default=False)
    status = models.CharField(max_length=20, default="", db_default="")

    class Meta:
        indexes = (
            models.Index(fields=["asset_id"], condition=Q(is_open=True), name="open_task_of_asset"),
        )

    def __str__(self) -> str:
        return self.title
