"""What people say about a task."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chassis.history import tracked
from chassis.models import Resource
from tasks_service.work.models.tasks import Task


@tracked()
class Comment(Resource):
    """What somebody says about a task, in Markdown."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="comments", db_index=False)
    body = models.TextField(max_length=10_000)
    author = models.UUIDField(
        null=True, editable=False, help_text="The person who says it; null for a program."
    )

    class Meta(Resource.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(body__regex=r"\S"), name="a_comment_says_something"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="comment_by_age"),
            models.Index(fields=["updated_at", "id"], name="comment_by_change"),
            models.Index(fields=["task", "created_at", "id"], name="comment_of_task"),
            models.Index(fields=["author", "created_at", "id"], name="comment_of_author"),
        ]

    def __str__(self) -> str:
        return self.body[:60]
