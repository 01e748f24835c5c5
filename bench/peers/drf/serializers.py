"""The wire form of a task."""

from typing import Any

from rest_framework import serializers

from bench.peers.drf.models import Priority, Task

NAMES = {priority.value: priority.name.lower() for priority in Priority}
NUMBERS = {name: number for number, name in NAMES.items()}


class PriorityField(serializers.ChoiceField):
    """A priority by its name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=list(NUMBERS), **kwargs)

    def to_internal_value(self, data: Any) -> int:
        """Return the number of a name."""
        return NUMBERS[super().to_internal_value(data)]

    def to_representation(self, value: int) -> str:
        """Return the name of a number."""
        return NAMES[value]


class TaskSerializer(serializers.ModelSerializer):
    """One thing that needs doing."""

    completed = serializers.BooleanField(read_only=True)
    description = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    priority = PriorityField(required=False)

    class Meta:
        model = Task
        fields = (
            "id",
            "title",
            "completed",
            "description",
            "status",
            "priority",
            "assignee",
            "due_at",
            "asset_id",
            "created_by",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields = ("id", "created_by", "created_at", "updated_at", "version")
