"""Who follows a task, and what people were reminded of."""

from typing import ClassVar

from django.db import models

from chassis.history import tracked
from tasks_service.work.models.tasks import Task


@tracked(many=True)
class Watcher(models.Model):
    """Somebody who wants to hear of a task."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="watchers")
    person = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "person"], name="a_person_watches_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Reminder(models.Model):
    """Somebody was reminded of a task: once for each reason, and each time that it was due."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task", "kind", "due_at"], name="nobody_is_reminded_twice"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_at:%Y-%m-%d %H:%M}"
