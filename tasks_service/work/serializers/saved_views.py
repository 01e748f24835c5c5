"""The wire form of a saved view."""

from typing import Any

from django.db.models import F
from rest_framework import serializers

from chassis.api.serializers import ResourceSerializer
from tasks_service.work.models import SavedView
from tasks_service.work.serializers.people import PersonDetailsSerializer

MOST = 30


class OwnerSerializer(PersonDetailsSerializer):
    """Who has saved it, as far as tasks have heard."""

    key = "owner"


class SavedViewSerializer(ResourceSerializer):
    """What is asked of the list of tasks, under a name: `GET /tasks/?view=<id>`."""

    filters: Any = serializers.DictField(
        child=serializers.CharField(max_length=1000, allow_blank=True),
        required=False,
        help_text='Parameters of the list: {"assignee": "me", "completed": "false"}.',
    )
    ordering = serializers.CharField(max_length=200, required=False, allow_blank=True)
    columns = serializers.ListField(
        child=serializers.CharField(max_length=50),
        max_length=MOST,
        required=False,
        help_text="The fields that it shows; none are all.",
    )
    owner_details = OwnerSerializer(allow_null=True)

    class Meta:
        model = SavedView
        fields = (
            "id",
            "name",
            "filters",
            "ordering",
            "columns",
            "is_shared",
            "owner",
            "owner_details",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields = ("owner",)
        columns = {"filters": F("filters"), "columns": F("columns")}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse what the list would refuse."""
        asked = {name: attrs[name] for name in ("filters", "ordering", "columns") if name in attrs}
        if len(asked.get("filters", ())) > MOST:
            raise serializers.ValidationError({"filters": [f"At most {MOST}."]})
        if found := self.context["view"].odd(**asked):
            raise serializers.ValidationError(found)
        return attrs
