"""Files that hang on a task."""

from typing import ClassVar

from django.db import models

from chassis.files.models import KeptFile
from chassis.history import tracked
from tasks_service.work.models.tasks import Task


@tracked()
class Attachment(KeptFile):
    """A file of a task."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="attachments", db_index=False)

    class Meta(KeptFile.Meta):
        indexes: ClassVar = [
            *KeptFile.Meta.indexes,
            models.Index(fields=["task", "created_at", "id"], name="attachment_of_task"),
        ]
