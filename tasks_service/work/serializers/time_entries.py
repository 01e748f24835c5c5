"""The wire form of a time entry."""

from typing import Any
from uuid import UUID

from rest_framework import serializers

from chassis.api.ids import IdField
from chassis.api.serializers import ResourceSerializer
from tasks_service.work.models import TimeEntry
from tasks_service.work.models.time_entries import MOST_MINUTES
from tasks_service.work.serializers.people import PersonDetailsSerializer


class WorkerSerializer(PersonDetailsSerializer):
    """Who worked, as far as tasks have heard."""

    key = "person"


class TimeEntrySerializer(ResourceSerializer):
    """Some minutes that somebody worked on a task."""

    task = IdField(source="task_id", help_text="It stays with its task.")
    person = IdField(
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


class TimerSerializer(serializers.Serializer[Any]):
    """Since when somebody works on a task."""

    task = IdField(source="task_id")
    started_at = serializers.DateTimeField()
