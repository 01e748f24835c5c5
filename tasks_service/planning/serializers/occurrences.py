"""The wire form of an occurrence."""

from chassis.api.ids import IdField
from chassis.api.serializers import ResourceSerializer
from tasks_service.planning.models import Occurrence


class OccurrenceSerializer(ResourceSerializer):
    """What came of one time: a task, or nothing because somebody left it out or moved it."""

    schedule = IdField(source="schedule_id", read_only=True)
    task = IdField(
        source="task_id", read_only=True, allow_null=True, help_text="Null if it was deleted, too."
    )

    class Meta:
        model = Occurrence
        fields = (
            "id",
            "schedule",
            "planned_at",
            "due_at",
            "status",
            "task",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields = ("planned_at", "due_at", "status")
