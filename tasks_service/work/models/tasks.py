"""The tasks themselves."""

from datetime import UTC, datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from chassis.branches import either
from chassis.history import tracked
from chassis.models import Resource
from chassis.search import SearchIndex


class Status(models.TextChoices):
    """How far a task is."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    DONE = "done"
    CANCELLED = "cancelled"


FINISHED = (Status.DONE, Status.CANCELLED)


class Priority(models.IntegerChoices):
    """How much a task matters: numbers, so that they sort; the wire says the names."""

    NONE = 0
    LOW = 1
    NORMAL = 2
    HIGH = 3
    URGENT = 4

    @classmethod
    def words(cls) -> list[tuple[str, str]]:
        """Return the choices as the wire says them."""
        return [(priority.name.lower(), str(priority.label)) for priority in cls]


# Where lists put a task without a date: after all others. The API sorts by the same expression.
NEVER = Value(datetime(9999, 12, 31, tzinfo=UTC), output_field=models.DateTimeField())


class TaskQuerySet(models.QuerySet["Task"]):
    """Ways to look at tasks."""

    def of(self, person_id: UUID) -> Self:
        """Those that a person made or is assigned to."""
        return either(self, created_by=str(person_id), assignee=person_id)

    def unfinished(self) -> Self:
        """Those that somebody still has to do."""
        return self.exclude(status__in=FINISHED)

    def overdue(self, *, at: datetime) -> Self:
        """Those that should have been done by now."""
        return self.unfinished().filter(due_at__lt=at)


@tracked()
class Task(Resource):
    """One thing that needs doing."""

    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.OPEN)
    completed = models.GeneratedField(
        expression=Q(status=Status.DONE),  # type: ignore[arg-type]  # a condition will do
        output_field=models.BooleanField(),
        db_persist=True,
    )
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)
    assignee = models.UUIDField(null=True, blank=True, help_text="The person who does it.")
    due_at = models.DateTimeField(null=True, blank=True)
    asset_id = models.UUIDField(null=True, blank=True, help_text="The thing that it is about.")
    created_by = models.CharField(max_length=100, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta(Resource.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(title__regex=r"\S"), name="a_task_has_a_title"),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="a_task_has_a_known_status"
            ),
            models.CheckConstraint(
                condition=Q(priority__in=Priority.values), name="a_task_has_a_known_priority"
            ),
        ]
        indexes = [
            models.Index(fields=["created_at", "id"], name="task_by_age"),
            models.Index(fields=["assignee", "created_at", "id"], name="task_by_assignee"),
            models.Index(fields=["created_by", "created_at", "id"], name="task_by_author"),
            models.Index(fields=["asset_id"], name="task_by_asset"),
            models.Index(fields=["due_at"], name="task_due"),
            models.Index(Coalesce("due_at", NEVER), "id", name="task_by_due"),
            models.Index(fields=["updated_at", "id"], name="task_by_change"),
            models.Index(fields=["title", "id"], name="task_by_title"),
            models.Index(fields=["priority", "id"], name="task_by_priority"),
            SearchIndex(fields=["title", "description"], name="task_by_words"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_finished(self) -> bool:
        """Whether nobody has to do it any more."""
        return self.status in FINISHED

    def is_overdue(self, *, at: datetime) -> bool:
        """Tell whether it should have been done by now."""
        return not self.is_finished and self.due_at is not None and self.due_at < at
