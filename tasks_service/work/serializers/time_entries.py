"""The wire form of a time entry."""

from uuid import UUID

from rest_framework import serializers

from chassis.api.serializers import ResourceSerializer
from chassis.projections.serializers import DetailsSerializer
from tasks_service.work.models import Person, TimeEntry
from tasks_service.work.models.time_entries import MOST_MINUTES


class WorkerSerializer(DetailsSerializer):
    """Who worked, as far as tasks have heard."""

    projection, key = Person, "person"

    name = serializers.CharField()
    is_active = serializers.BooleanField(help_text="Whether they may still sign in.")


class TimeEntrySerializer(ResourceSerializer):
    """Some minutes that somebody worked on a task."""

    task = serializers.UUIDField(source="task_id", help_text="It stays with its task.")
    person = serializers.UUIDField(
        required=False, help_text="Yourself if left out; the desk notes it for anybody."
    )
    person_details = WorkerSerializer(allow_null=True)
    minutes = serializers.IntegerField(min_value=1, max_value=MOST_MINUTES)

    class Meta:
        model = TimeEntry
        fields = (
            "id",
            "task",
            "person",
            "person_details",
            "spent_on",
            "minutes",
            "note",
            "created_at",
            "updated_at",
            "version",
        )

    def validate_task(self, task: UUID) -> UUID:
        """Refuse another task than before."""
        entry = self.instance
        if isinstance(entry, TimeEntry) and entry.task_id != task:
            raise serializers.ValidationError("A time entry stays with its task.")
        return task
