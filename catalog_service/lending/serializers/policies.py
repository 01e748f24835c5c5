"""The wire form of a policy."""

from typing import Any

from django.db.models import OuterRef
from rest_framework import serializers

from catalog_service.gear.models import Location
from catalog_service.gear.serializers.references import Reference
from catalog_service.lending.models import Closed, Policy, closed_days_in_order
from chassis.api.rows.columns import lines
from chassis.api.serializers import ResourceSerializer, StrictSerializer


class ClosedDaysSerializer(StrictSerializer):
    """Days on which nobody is there, both of them among them."""

    first_date = serializers.DateField()
    last_date = serializers.DateField()
    name = serializers.CharField(max_length=100, default="", allow_blank=True)


class PolicySerializer(ResourceSerializer):
    """When and how gear is lent that belongs to a place, or to a place inside of it."""

    location = Reference(
        queryset=Location.objects.all(),
        required=False,
        allow_null=True,
        help_text="Write an id or a slug; read the id. Null: all that no other policy is about.",
    )
    closed_days: "serializers.ListSerializer[Any]" = serializers.ListSerializer(
        child=ClosedDaysSerializer(),
        required=False,
        max_length=200,
        help_text="If given, it replaces the list.",
    )

    class Meta:
        model = Policy
        fields = (
            "id",
            "location",
            "time_zone",
            "opening_hours",
            "closed_days",
            "buffer_minutes",
            "longest_days",
            "most_loans",
            "is_prepared",
            "created_at",
            "updated_at",
            "version",
        )
        columns = {
            "closed_days": lines(
                ClosedDaysSerializer, closed_days_in_order().filter(policy=OuterRef("pk"))
            )
        }

    def validate_closed_days(self, lines: list[dict[str, Any]]) -> list[Closed]:
        """Return the days, each of them once."""
        return [Closed(**line) for line in lines]
