"""The times that a schedule came round, and those that somebody has skipped or moved."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chassis.constraints import IsOneOf
from chassis.history import tracked
from chassis.models import Resource
from tasks_service.planning.models.schedules import Schedule
from tasks_service.work.models import Task


class OccurrenceStatus(models.TextChoices):
    """What came of a time."""

    PLANNED = "planned"
    MADE = "made"
    SKIPPED = "skipped"


@tracked()
class Occurrence(Resource):
    """One time that a schedule comes round: its rule names each once."""

    schedule = models.ForeignKey(
        Schedule, models.CASCADE, related_name="occurrences", db_index=False
    )
    planned_at = models.DateTimeField(help_text="When the rule says.")
    due_at = models.DateTimeField(help_text="When it is due: another moment if it was moved.")
    status = models.CharField(
        max_length=20, choices=OccurrenceStatus, default=OccurrenceStatus.PLANNED
    )
    task = models.ForeignKey(Task, models.SET_NULL, null=True, related_name="+")

    class Meta(Resource.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["schedule", "planned_at"], name="a_schedule_comes_round_once"
            ),
            models.UniqueConstraint(fields=["task"], name="a_task_is_of_one_occurrence"),
            models.CheckConstraint(
                condition=IsOneOf("status", OccurrenceStatus.values),
                name="an_occurrence_has_a_known_status",
            ),
            models.CheckConstraint(
                condition=Q(task=None) | Q(status=OccurrenceStatus.MADE),
                name="only_what_was_made_has_a_task",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="occurrence_by_age"),
            models.Index(fields=["updated_at", "id"], name="occurrence_by_change"),
            models.Index(fields=["due_at", "id"], name="occurrence_by_due"),
            models.Index(fields=["planned_at", "id"], name="occurrence_by_plan"),
            models.Index(
                fields=["status", "created_at", "id"],
                condition=~Q(status=OccurrenceStatus.MADE),  # which nearly all are
                name="occurrence_unmade",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_at:%Y-%m-%d %H:%M}"
