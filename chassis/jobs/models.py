"""The record of background work."""

from typing import ClassVar

from django.db import models

from chassis.models import Resource, bump_version


class Status(models.TextChoices):
    """Where a job is on its way."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


OVER = (Status.SUCCEEDED, Status.FAILED, Status.CANCELLED)


class Job(Resource):
    """One piece of background work."""

    name = models.CharField(max_length=100)
    parameters = models.JSONField(default=dict)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.QUEUED)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    result = models.JSONField(null=True)
    error = models.JSONField(null=True)
    owner = models.CharField(max_length=100)
    request_id = models.CharField(max_length=64, blank=True)
    rung_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta(Resource.Meta):
        triggers: ClassVar = [bump_version(unless="rung_at")]
        indexes = (
            models.Index(fields=["created_at", "id"], name="job_newest"),
            models.Index(
                fields=["created_at"], condition=models.Q(status=Status.QUEUED), name="job_waiting"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="job_status_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.id}"

    @property
    def progress(self) -> dict[str, int]:
        """How far it is."""
        return {"done": self.done, "total": self.total}
