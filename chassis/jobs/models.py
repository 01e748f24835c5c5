"""The record of background work, and of what was started on schedule."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from chassis.constraints import IsOneOf
from chassis.models import Resource, bump_version


class Status(models.TextChoices):
    """Where a job is on its way."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    DEAD = "dead"


class Priority(models.IntegerChoices):
    """Which of the waiting jobs is next."""

    HIGH = 10
    NORMAL = 0
    LOW = -10


OVER = (Status.SUCCEEDED, Status.FAILED, Status.CANCELLED, Status.DEAD)

# Defaults in the database too: while an update rolls out, the last version still writes rows.
EMPTY = models.Value({}, models.JSONField())


def path_of(job: "Job", name: str) -> str:
    """Return where a result file is kept: each try writes its own."""
    return f"jobs/{job.id}/{job.fence}/{name}"


class Job(Resource):
    """One piece of background work."""

    name = models.CharField(max_length=100)
    key = models.CharField(
        max_length=200, null=True, unique=True, help_text="Enqueued again, it is the same job."
    )
    priority = models.SmallIntegerField(choices=Priority, default=Priority.NORMAL, db_default=0)
    parameters = models.JSONField(default=dict)
    status = models.CharField(max_length=20, choices=Status, default=Status.QUEUED)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    state = models.JSONField(
        default=dict, db_default=EMPTY, help_text="Where the next try goes on."
    )
    result = models.JSONField(null=True)
    result_file = models.FileField(upload_to=path_of, blank=True, max_length=255, db_default="")
    error = models.JSONField(null=True, help_text="Why the last try failed.")
    owner = models.CharField(max_length=100)
    request_id = models.CharField(max_length=64, blank=True)
    origin = models.JSONField(default=dict, db_default=EMPTY, help_text="What it came from.")
    run_after = models.DateTimeField(db_default=Now(), help_text="It waits at least until then.")
    rung_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    fence = models.PositiveIntegerField(
        default=0,
        db_default=0,
        help_text="Counts who worked on it: only the last one may write.",
    )
    worker = models.CharField(max_length=100, blank=True, db_default="")
    lease_until = models.DateTimeField(
        null=True, help_text="By the database's clock; then another worker may take it."
    )
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta(Resource.Meta):
        triggers: ClassVar = [bump_version(unless_only=["rung_at", "lease_until"])]
        indexes = (
            models.Index(fields=["created_at", "id"], name="job_newest"),
            models.Index(fields=["owner", "created_at", "id"], name="job_of_owner"),
            models.Index(fields=["status", "created_at", "id"], name="job_in_status"),
            models.Index(
                fields=["-priority", "created_at"],
                condition=models.Q(status=Status.QUEUED),
                name="job_next",
            ),
            models.Index(
                fields=["started_at"], condition=models.Q(status=Status.RUNNING), name="job_running"
            ),
            models.Index(
                fields=["finished_at"], condition=models.Q(status__in=OVER), name="job_over"
            ),
            models.Index(fields=["request_id"], name="job_of_request"),
        )
        constraints = (
            models.CheckConstraint(
                condition=IsOneOf("status", Status.values), name="job_status_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.id}"

    @property
    def progress(self) -> dict[str, int]:
        """How far it is."""
        return {"done": self.done, "total": self.total}


class Slot(models.Model):
    """A time at which a schedule was due: whoever writes the row first enqueues the job."""

    schedule = models.CharField(max_length=100)
    slot = models.DateTimeField()
    job = models.ForeignKey(Job, models.SET_NULL, null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["schedule", "slot"], name="one_job_per_slot"),
        )

    def __str__(self) -> str:
        return f"{self.schedule} {self.slot}"
