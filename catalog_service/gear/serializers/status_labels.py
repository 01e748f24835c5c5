"""The wire forms of a status label."""

from django.db.models import F, Model, OuterRef, Subquery
from django.db.models.expressions import Combinable
from rest_framework import serializers

from catalog_service.gear.models import StatusLabel
from chassis.api.rows.expressions import JSONObject
from chassis.api.serializers import ResourceSerializer


class StatusLabelSerializer(ResourceSerializer):
    """What a team calls a state of its assets: "Waiting for parts" is in repair."""

    class Meta:
        model = StatusLabel
        fields = (
            "id",
            "name",
            "slug",
            "status",
            "is_default",
            "notes",
            "created_at",
            "updated_at",
            "version",
        )


class LabelSerializer(serializers.Serializer[StatusLabel]):
    """What people call a status. It may be newer than the version of what has it."""

    name = serializers.CharField()

    def column(self, model: type[Model]) -> Combinable:
        """Read it along."""
        row = StatusLabel.objects.order_by().filter(pk=OuterRef(f"{self.source}_id"))
        return Subquery(row.values_list(JSONObject(name=F("name"))))
