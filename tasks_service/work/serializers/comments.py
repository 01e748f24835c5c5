"""The wire form of a comment."""

from uuid import UUID

from rest_framework import serializers

from chassis.api.ids import IdField
from chassis.api.markdown import HTMLField
from chassis.api.serializers import ResourceSerializer
from tasks_service.work.models import Comment
from tasks_service.work.serializers.people import PersonDetailsSerializer


class AuthorSerializer(PersonDetailsSerializer):
    """Who says it, as far as tasks have heard."""

    key = "author"


class CommentSerializer(ResourceSerializer):
    """What somebody says about a task."""

    task = IdField(source="task_id", help_text="A comment stays with its task.")
    body = serializers.CharField(max_length=10_000, help_text="Markdown.")
    body_html = HTMLField(source="body")
    author_details = AuthorSerializer(allow_null=True)

    class Meta:
        model = Comment
        fields = (
            "id",
            "task",
            "body",
            "body_html",
            "author",
            "author_details",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields = ("author",)
        made_in_python = {"body_html": ("body",)}
        when_asked = ("body_html",)

    def validate_task(self, task: UUID) -> UUID:
        """Refuse another task than before."""
        comment = self.instance
        if isinstance(comment, Comment) and comment.task_id != task:
            raise serializers.ValidationError("A comment stays with its task.")
        return task
