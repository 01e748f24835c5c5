"""The wire form of an asset."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.db.models.expressions import Combinable
from rest_framework import serializers

from catalog_service.gear import selectors
from catalog_service.gear.models import Asset, Location, Product, StatusLabel, Task
from catalog_service.gear.serializers.locations import PlaceSerializer
from catalog_service.gear.serializers.references import Reference
from catalog_service.gear.serializers.status_labels import LabelSerializer
from chassis.api.ids import IdField
from chassis.api.rows.expressions import JSONObject
from chassis.api.serializers import ResourceSerializer
from chassis.projections.serializers import KnownSerializer, age_of


class OpenTasksSerializer(KnownSerializer):
    """What still needs doing to an asset, as far as the catalog has heard."""

    projection = Task

    count = serializers.IntegerField()

    def column(self, model: type[Model]) -> Combinable:
        """Count the open tasks of one."""
        return JSONObject(count=selectors.open_task_count(), **age_of(Task))

    def known_of(self, rows: Sequence[Any]) -> Mapping[Any, Any]:
        """Count the open tasks of all rows in one query."""
        return selectors.open_tasks_of([row.pk for row in rows])


class AssetSerializer(ResourceSerializer):
    """One physical thing, with a tag on it."""

    # Without a serializer of its own for the id, a text that is none would break the look-up.
    product = serializers.PrimaryKeyRelatedField(queryset=Product.objects.all(), pk_field=IdField())
    status_label = Reference(
        queryset=StatusLabel.objects.all(),
        required=False,
        allow_null=True,
        help_text="What the team calls its status, which follows it: send one of the two. "
        "Write an id, a slug or a name; read the id.",
    )
    status_label_details = LabelSerializer(source="status_label", read_only=True, allow_null=True)
    location = Reference(
        queryset=Location.objects.all(),
        required=False,
        allow_null=True,
        help_text="Where it is now. Write an id, a slug or a name; read the id.",
    )
    location_details = PlaceSerializer(source="location", read_only=True, allow_null=True)
    home_location = Reference(
        queryset=Location.objects.all(),
        required=False,
        allow_null=True,
        help_text="Where it belongs. Write an id, a slug or a name; read the id.",
    )
    open_tasks = OpenTasksSerializer()

    class Meta:
        model = Asset
        fields = (
            "id",
            "tag",
            "serial",
            "product",
            "status",
            "status_label",
            "status_label_details",
            "condition",
            "location",
            "location_details",
            "home_location",
            "notes",
            "purchase_date",
            "purchase_cost",
            "warranty_months",
            "open_tasks",
            "created_at",
            "updated_at",
            "version",
        )


class InternalAssetSerializer(serializers.ModelSerializer):
    """An asset, as far as other services need to know it."""

    title = serializers.CharField(source="product.title")
    location = serializers.CharField(source="location.path", default="")

    class Meta:
        model = Asset
        fields = ("id", "tag", "title", "serial", "status", "location")
