"""Who follows a task, and what people were reminded of."""

from typing import ClassVar

from django.db import models

from chassis.history import tracked
from tasks_service.work.models.neighbours import Loan
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
    days = models.SmallIntegerField(default=0, db_default=0, help_text="After it was due.")
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task", "kind", "due_at", "days"], name="nobody_is_reminded_twice"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_at:%Y-%m-%d %H:%M}"


class LoanReminder(models.Model):
    """Somebody was reminded of a loan: once for each reason, and each time that it was due."""

    loan = models.ForeignKey(
        Loan, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    kind = models.CharField(max_length=20)
    days = models.SmallIntegerField(help_text="After it was due.")
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["loan", "kind", "due_at", "days"], name="no_borrower_is_reminded_twice"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_at:%Y-%m-%d %H:%M}"
