"""The wire form of a task."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, Model, OuterRef, TextField, Value, When
from django.db.models.expressions import Combinable
from rest_framework import serializers

from chassis.api.ids import IdField
from chassis.api.markdown import HTMLField
from chassis.api.serializers import ResourceSerializer, StrictSerializer
from chassis.projections.serializers import DetailsSerializer
from tasks_service.work.models import Asset, Blocker, Priority, Status, Task, Team, as_kept
from tasks_service.work.serializers.people import PersonDetailsSerializer


class PriorityField(serializers.ChoiceField):
    """A priority by its name; the database keeps its number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=Priority.words(), **kwargs)

    def column(self, model: type[Model]) -> Combinable:
        """Return the name in a query."""
        names = [When(priority=each, then=Value(each.name.lower())) for each in Priority]
        return Case(*names, output_field=TextField())

    def to_internal_value(self, data: Any) -> Any:
        """Return the priority of a name."""
        return Priority[super().to_internal_value(data).upper()]

    def to_representation(self, value: Any) -> str:
        """Return the name of a priority."""
        return Priority(value).name.lower()


class BlockedByField(serializers.ListField):
    """The ids of the tasks that have to be finished first."""

    child = IdField()

    def column(self, model: type[Model]) -> Combinable:
        """Return the ids in a query."""
        blockers = Blocker.objects.filter(task=OuterRef("pk")).order_by("blocker")
        return ArraySubquery(blockers.values("blocker"))

    def get_attribute(self, instance: Task) -> Any:
        """Return the ids of a row."""
        return sorted(each.blocker_id for each in instance.blockers.all())


class ItemSerializer(StrictSerializer):
    """One line of a checklist."""

    text = serializers.CharField(max_length=200)
    is_done = serializers.BooleanField(default=False)


class TickSerializer(StrictSerializer):
    """Which item of the checklist."""

    number = serializers.IntegerField(min_value=1, help_text="The first item is 1.")
    is_done = serializers.BooleanField(default=True, help_text="False unticks it.")


class PlaceSerializer(StrictSerializer):
    """Where on the board."""

    before = IdField(required=False, help_text="The task that stands behind it then.")
    after = IdField(required=False, help_text="The task that it stands behind then.")
    status = serializers.ChoiceField(Status.choices, required=False, help_text="The column.")


class AssigneeSerializer(PersonDetailsSerializer):
    """Who does it, as far as tasks have heard."""

    key = "assignee"


class TeamSerializer(DetailsSerializer):
    """Which team does it, as far as tasks have heard."""

    projection, key = Team, "team"

    name = serializers.CharField()


class AssetSerializer(DetailsSerializer):
    """What it is about, as far as tasks have heard."""

    projection, key = Asset, "asset_id"

    tag = serializers.CharField()
    title = serializers.CharField()


class AssetNowSerializer(serializers.Serializer[Any]):
    """What a task is about, as the catalog shows it now, or as it was last heard of."""

    id = IdField()
    tag = serializers.CharField()
    title = serializers.CharField(help_text="The title of its product.")
    serial = serializers.CharField(allow_null=True)
    status = serializers.CharField(allow_null=True, help_text="Null while the catalog is away.")
    location = serializers.CharField(allow_null=True)
    as_of = serializers.DateTimeField(allow_null=True, help_text="When it was like this.")
    is_stale = serializers.BooleanField(
        help_text="The catalog does not answer: this is what was last heard, and may have changed."
    )


class WatcherSerializer(serializers.Serializer[Any]):
    """Somebody who watches a task."""

    person = IdField()


class TaskSerializer(ResourceSerializer):
    """One thing that needs doing."""

    completed = serializers.BooleanField(
        required=False, help_text="True exactly when `status` is `done`. Write either of them."
    )
    description = serializers.CharField(
        max_length=10_000, required=False, allow_blank=True, help_text="Markdown."
    )
    description_html = HTMLField(source="description")
    priority = PriorityField(required=False)
    labels = serializers.ListField(
        child=serializers.CharField(max_length=50),
        max_length=20,
        required=False,
        help_text="Kept in small letters, each once. If given, it replaces the list.",
    )
    checklist: Any = serializers.ListSerializer(
        child=ItemSerializer(),
        max_length=100,
        required=False,
        help_text="If given, it replaces the list; `tick/` changes one item.",
    )
    blocked_by = BlockedByField(
        max_length=50,
        required=False,
        help_text="Tasks that have to be finished before this one begins or is done.",
    )
    assignee_details = AssigneeSerializer(allow_null=True)
    team_details = TeamSerializer(allow_null=True)
    asset_details = AssetSerializer(allow_null=True)

    class Meta:
        model = Task
        fields = (
            "id",
            "title",
            "completed",
            "description",
            "description_html",
            "status",
            "kind",
            "priority",
            "assignee",
            "assignee_details",
            "team",
            "team_details",
            "due_at",
            "asset_id",
            "asset_details",
            "labels",
            "checklist",
            "blocked_by",
            "blocks_gear",
            "schedule_id",
            "finished_at",
            "created_by",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields = ("blocks_gear", "schedule_id", "finished_at", "created_by")
        made_in_python = {"description_html": ("description",)}
        when_asked = ("description_html", "team_details")
        columns = {"labels": F("labels"), "checklist": F("checklist")}

    def validate_labels(self, labels: list[str]) -> list[str]:
        """Read labels as they are kept: others that come to the same are no news."""
        return as_kept(labels)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a `completed` and a `status` that contradict each other."""
        ticked = attrs.get("completed")
        if ticked is not None and "status" in attrs and ticked != (attrs["status"] == Status.DONE):
            detail = "`completed` is true exactly when `status` is `done`; these two disagree."
            raise serializers.ValidationError({"completed": [detail], "status": [detail]})
        return attrs
