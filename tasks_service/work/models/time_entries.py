"""How long people worked on tasks."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chassis.history import tracked
from chassis.models import Resource
from tasks_service.work.models.tasks import Task

MOST_MINUTES = 24 * 60


@tracked()
class TimeEntry(Resource):
    """Some minutes that somebody worked on a task."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="time_entries", db_index=False)
    person = models.UUIDField(help_text="Who worked.")
    spent_on = models.DateField(help_text="The day.")
    minutes = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=200, blank=True)

    class Meta(Resource.Meta):
        verbose_name_plural = "time entries"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=MOST_MINUTES),
                name="a_day_has_a_minute_to_spend",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="time_by_age"),
            models.Index(fields=["updated_at", "id"], name="time_by_change"),
            models.Index(fields=["spent_on", "id"], name="time_by_day"),
            models.Index(fields=["task", "created_at", "id"], name="time_of_task"),
            models.Index(fields=["person", "created_at", "id"], name="time_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.spent_on}: {self.minutes} min"


class Timer(models.Model):
    """Somebody works on a task just now; what comes of it is a time entry."""

    person = models.UUIDField(help_text="Who works.")
    task = models.ForeignKey(Task, models.CASCADE, related_name="+")
    started_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], name="a_person_has_one_timer"),
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"
