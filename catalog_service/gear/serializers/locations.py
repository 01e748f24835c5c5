"""The wire forms of a location."""

from django.db.models import F, Model, OuterRef, Subquery
from django.db.models.expressions import Combinable
from rest_framework import serializers

from catalog_service.gear.models import Location
from catalog_service.gear.serializers.references import Reference
from catalog_service.gear.serializers.trees import PARENT, PATH, Ancestors
from chassis.api.rows.expressions import JSONObject
from chassis.api.serializers import ResourceSerializer


class LocationSerializer(ResourceSerializer):
    """A place, perhaps inside of another: a site, a room, a cabinet."""

    parent = Reference(  # type: ignore[assignment]  # the wire calls it so, as DRF does its own
        queryset=Location.objects.all(), required=False, allow_null=True, help_text=PARENT
    )
    ancestors = Ancestors()
    path = serializers.CharField(read_only=True, help_text=PATH)

    class Meta:
        model = Location
        fields = (
            "id",
            "name",
            "slug",
            "parent",
            "ancestors",
            "path",
            "created_at",
            "updated_at",
            "version",
        )


class PlaceSerializer(serializers.Serializer[Location]):
    """What people call a location. It may be newer than the version of what is there."""

    name = serializers.CharField()
    path = serializers.CharField(help_text="Behind the names of all that it is inside of.")

    def column(self, model: type[Model]) -> Combinable:
        """Read it along."""
        row = Location.objects.order_by().filter(pk=OuterRef(f"{self.source}_id"))
        return Subquery(row.values_list(JSONObject(name=F("name"), path=F("path"))))
