"""The wire form of when an asset is free."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import now
from rest_framework import serializers

from chassis.api.ids import IdField

USUAL, LONGEST = timedelta(days=30), timedelta(days=366)
OPEN = "When gear goes out and comes back, where it belongs: the opening hours of the place."


class AskAvailabilitySerializer(serializers.Serializer[Any]):
    """Which time is asked about: 30 days from now on if nothing is said, 366 days at most."""

    def get_fields(self) -> dict[str, Any]:
        """Return two fields, one of which no Python class can name."""
        return {
            "from": serializers.DateTimeField(source="starts_at", required=False),
            "to": serializers.DateTimeField(source="ends_at", required=False),
        }

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Add what was not said. Refuse a time that ends before it begins, or is too long."""
        starts_at = attrs.get("starts_at") or now()
        try:
            ends_at = attrs.get("ends_at") or starts_at + USUAL
        except OverflowError as error:
            raise serializers.ValidationError({"from": ["This is too far ahead."]}) from error
        if not starts_at < ends_at <= starts_at + LONGEST:
            raise serializers.ValidationError({"to": ["After `from`, at most 366 days."]})
        return {"starts_at": starts_at, "ends_at": ends_at}


class SpanSerializer(serializers.Serializer[Any]):
    """From a moment on, until before another."""

    def get_fields(self) -> dict[str, Any]:
        """Return the two moments, and then what else there is."""
        return {
            "from": serializers.DateTimeField(source="starts_at"),
            "to": serializers.DateTimeField(source="ends_at"),
            **super().get_fields(),
        }


class KeptSerializer(SpanSerializer):
    """When it is somebody's."""

    kind = serializers.CharField(help_text="`reservation` or `loan`.")
    id = IdField(
        allow_null=True, help_text="Of the reservation or loan; null if you may not see that."
    )


class AvailabilitySerializer(SpanSerializer):
    """When an asset is free within a time, and what is in between."""

    asset = IdField()
    tag = serializers.CharField()
    status = serializers.CharField(
        help_text="In repair, quarantined, lost or retired, it is never free."
    )
    is_blocked = serializers.BooleanField(
        help_text="Maintenance is due: until it is done, it is never free."
    )
    is_overdue = serializers.BooleanField(
        help_text="It should be back by now: nobody knows when it will be."
    )
    open = SpanSerializer(many=True, help_text=OPEN)
    free = SpanSerializer(
        many=True, help_text="What can be reserved, if it begins and ends when the place is open."
    )
    taken = KeptSerializer(many=True)


class AmountSerializer(SpanSerializer):
    """How many are free then."""

    free = serializers.IntegerField()


class AmountsSerializer(SpanSerializer):
    """How many of a product or of a kit are free within a time."""

    id = IdField(help_text="Of the product or kit.")
    name = serializers.CharField()
    total = serializers.IntegerField(
        help_text="How many can be lent: not in repair, quarantined, lost, retired or blocked."
    )
    throughout = serializers.IntegerField(
        help_text="How many are free for the whole time, as things are."
    )
    overdue = serializers.IntegerField(
        help_text="How many of its assets should be back by now: they count as free from then on."
    )
    open = SpanSerializer(many=True, help_text=OPEN)
    spans = AmountSerializer(many=True, help_text="The whole time, without gaps.")
