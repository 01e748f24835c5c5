"""What has to be finished before something else."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chassis.history import tracked
from tasks_service.work.models.tasks import FINISHED, Task


class BlockerQuerySet(models.QuerySet["Blocker"]):
    """Ways to look at what blocks tasks."""

    def unfinished(self) -> "BlockerQuerySet":
        """Those that are still in the way."""
        return self.exclude(blocker__status__in=FINISHED)


@tracked(many=True)
class Blocker(models.Model):
    """A task cannot begin or end before another is finished."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="blockers")
    blocker = models.ForeignKey(Task, models.CASCADE, related_name="+")

    objects = BlockerQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "blocker"], name="a_task_is_blocked_once"),
            models.CheckConstraint(condition=~Q(task=F("blocker")), name="no_task_blocks_itself"),
        ]

    def __str__(self) -> str:
        return str(self.blocker)
