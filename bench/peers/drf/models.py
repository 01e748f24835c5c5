"""The table of tasks, as it is."""

import uuid

from django.db import models
from django.utils import timezone


class Priority(models.IntegerChoices):
    """How much a task matters."""

    NONE = 0
    LOW = 1
    NORMAL = 2
    HIGH = 3
    URGENT = 4


class Status(models.TextChoices):
    """How far a task is."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    DONE = "done"
    CANCELLED = "cancelled"


class Task(models.Model):
    """One thing that needs doing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.OPEN)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)
    assignee = models.UUIDField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    asset_id = models.UUIDField(null=True, blank=True)
    created_by = models.CharField(max_length=100, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        managed = False
        db_table = "work_task"

    def __str__(self) -> str:
        return self.title

    @property
    def completed(self) -> bool:
        """Whether it is done."""
        return self.status == Status.DONE
