"""The tasks themselves."""

from datetime import UTC, datetime
from typing import ClassVar, Self
from uuid import UUID

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, FilteredRelation, Q, Value
from django.db.models.functions import Cast, Coalesce, Replace

from chassis.branches import either
from chassis.constraints import IsOneOf
from chassis.history import tracked
from chassis.models import Resource, bump_version
from chassis.search import SearchIndex
from tasks_service.work.models.labels import KEPT_LABELS


class Status(models.TextChoices):
    """How far a task is."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    DONE = "done"
    CANCELLED = "cancelled"


FINISHED = (Status.DONE, Status.CANCELLED)
# What may follow what. What is finished stays so until somebody opens it again.
MOVES = {
    Status.OPEN: (Status.IN_PROGRESS, Status.ON_HOLD, Status.DONE, Status.CANCELLED),
    Status.IN_PROGRESS: (Status.OPEN, Status.ON_HOLD, Status.DONE, Status.CANCELLED),
    Status.ON_HOLD: (Status.OPEN, Status.IN_PROGRESS, Status.DONE, Status.CANCELLED),
    Status.DONE: (Status.OPEN,),
    Status.CANCELLED: (Status.OPEN,),
}


class Kind(models.TextChoices):
    """What sort of work it is."""

    TASK = "task"
    MAINTENANCE = "maintenance"
    REPAIR = "repair"
    INSPECTION = "inspection"
    PREPARATION = "preparation"
    PURCHASE = "purchase"


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


def note_the_end() -> pgtrigger.Trigger:
    """Keep when a task was finished, whoever finishes it; one that is opened again has no end."""
    finished = ", ".join(f"'{status}'" for status in FINISHED)
    return pgtrigger.Trigger(
        name="note_the_end",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            NEW.finished_at = CASE WHEN NEW.status IN ({finished})
                THEN COALESCE(NEW.finished_at, now()) END;
            RETURN NEW;
        """,
    )


ANY = models.CharField(max_length=1000)


class TaskQuerySet(models.QuerySet["Task"]):
    """Ways to look at tasks."""

    def of(self, person_id: UUID) -> Self:
        """Those that a person made or is assigned to."""
        return either(self, created_by=str(person_id), assignee=person_id)

    def labelled(self, label: str) -> Self:
        """Those with a label. That its time is the task's tells that their orders are the same."""
        its = FilteredRelation("task_labels", condition=Q(task_labels__created_at=F("created_at")))
        return self.alias(its=its).filter(its__label=label)

    def with_blockers(self) -> Self:
        """Read along what they wait for, in one further query."""
        return self.prefetch_related("blockers")

    def unfinished(self) -> Self:
        """Those that somebody still has to do."""
        return self.exclude(status__in=FINISHED)

    def overdue(self, *, at: datetime) -> Self:
        """Those that should have been done by now."""
        return self.unfinished().filter(due_at__lt=at)


# When its status changed tells when it was finished; where it stands is no change of it.
@tracked(exclude=["finished_at", "placed", "rank"])
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
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.TASK, db_default=Kind.TASK)
    priority = models.SmallIntegerField(choices=Priority, default=Priority.NORMAL)
    assignee = models.UUIDField(null=True, blank=True, help_text="The person who does it.")
    team = models.UUIDField(null=True, blank=True, help_text="The team that does it.")
    due_at = models.DateTimeField(null=True, blank=True)
    asset_id = models.UUIDField(null=True, blank=True, help_text="The thing that it is about.")
    schedule_id = models.UUIDField(
        null=True, editable=False, help_text="The schedule that made it, if one did."
    )
    blocks_gear = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text="From when it is due until it is finished nobody borrows the thing.",
    )
    labels = ArrayField(
        models.CharField(max_length=50),
        default=list,
        db_default=Value([], output_field=ArrayField(models.CharField(max_length=50))),
        blank=True,
    )
    checklist = models.JSONField(default=list, db_default=[], blank=True)
    finished_at = models.DateTimeField(null=True, editable=False)
    created_by = models.CharField(max_length=100, editable=False)
    placed = models.CharField(max_length=1000, null=True, editable=False)  # where somebody put it
    rank = models.GeneratedField(
        expression=Coalesce("placed", Replace(Cast("id", ANY), Value("-"), Value(""))),
        output_field=models.CharField(max_length=1000, db_collation="C"),
        db_persist=True,
    )

    history_children: ClassVar = {"blocked_by": "blockers"}

    made_by_triggers = ("finished_at",)

    objects = TaskQuerySet.as_manager()

    class Meta(Resource.Meta):
        triggers: ClassVar = [
            bump_version(unless="OLD.placed IS DISTINCT FROM NEW.placed"),  # which nobody is told
            note_the_end(),
            *KEPT_LABELS,
        ]
        constraints = [
            models.UniqueConstraint(fields=["status", "rank"], name="no_two_stand_in_one_place"),
            models.CheckConstraint(condition=Q(title__regex=r"\S"), name="a_task_has_a_title"),
            models.CheckConstraint(
                condition=IsOneOf("status", Status.values), name="a_task_has_a_known_status"
            ),
            models.CheckConstraint(
                condition=Q(priority__in=Priority.values), name="a_task_has_a_known_priority"
            ),
            models.CheckConstraint(
                condition=IsOneOf("kind", Kind.values), name="a_task_has_a_known_kind"
            ),
        ]
        indexes = [
            models.Index(fields=["created_at", "id"], name="task_by_age"),
            models.Index(fields=["created_by", "created_at", "id"], name="task_by_author"),
            models.Index(
                fields=["assignee", "created_at", "id"],
                condition=Q(assignee__isnull=False),
                name="task_by_assignee",
            ),
            models.Index(
                fields=["team", "created_at", "id"],
                condition=Q(team__isnull=False),
                name="task_of_team",
            ),
            models.Index(
                fields=["kind", "created_at", "id"],
                condition=~Q(kind=Kind.TASK),
                name="task_of_kind",
            ),
            models.Index(
                fields=["assignee", "status", "due_at", "id"],
                condition=Q(assignee__isnull=False, finished_at=None),
                name="open_task_of_person",
            ),
            models.Index(
                fields=["assignee", "finished_at", "id"],
                condition=Q(assignee__isnull=False, finished_at__isnull=False),
                name="finished_task_of_person",
            ),
            models.Index(fields=["asset_id"], name="task_by_asset"),
            models.Index(
                fields=["schedule_id"],
                condition=Q(schedule_id__isnull=False),
                name="task_of_schedule",
            ),
            models.Index(fields=["due_at", "finished_at"], name="task_due"),
            models.Index(Coalesce("due_at", NEVER), "id", name="task_by_due"),
            models.Index(fields=["updated_at", "id"], name="task_by_change"),
            models.Index(fields=["title", "id"], name="task_by_title"),
            models.Index(fields=["priority", "id"], name="task_by_priority"),
            models.Index(
                fields=["finished_at"],
                condition=Q(finished_at__isnull=False),
                name="task_finished",
            ),
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
