"""The wire forms of counts."""

from typing import Any

from django.db.models import F
from rest_framework import serializers

from catalog_service.desk.models import StockTake, StockTakeLine
from catalog_service.gear.models import Location
from catalog_service.gear.serializers.references import Reference
from chassis.api.ids import IdField
from chassis.api.serializers import ResourceSerializer, StrictSerializer

MOST_TAGS = 100


class StockTakeSerializer(ResourceSerializer):
    """A count of what is on the shelves."""

    location = Reference(
        queryset=Location.objects.all(),
        required=False,
        allow_null=True,
        help_text="Where is counted, as an id, a slug or a name; everywhere if left out.",
    )
    missing = serializers.IntegerField(read_only=True, help_text="Expected and not found yet.")

    class Meta:
        model = StockTake
        fields: Any = (
            "id",
            "name",
            "location",
            "note",
            "expected",
            "found",
            "missing",
            "unexpected",
            "unknown",
            "closed_at",
            "created_by",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields: Any = (
            "expected",
            "found",
            "unexpected",
            "unknown",
            "closed_at",
            "created_by",
        )
        columns = {"missing": F("expected") - F("found")}


class StockTakeLineSerializer(ResourceSerializer):
    """A tag of a count."""

    class Meta:
        model = StockTakeLine
        fields: Any = (
            "id",
            "stock_take",
            "asset",
            "tag",
            "result",
            "found_at",
            "found_by",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields: Any = fields


class CountSerializer(StrictSerializer):
    """Tags that were found."""

    tags = serializers.ListField(
        child=serializers.CharField(max_length=100),
        allow_empty=False,
        max_length=MOST_TAGS,
        help_text="As scanned or pasted, or ids; capitals make no difference.",
    )


class CountedSerializer(serializers.Serializer[Any]):
    """What came of one tag."""

    tag = serializers.CharField(help_text="As it was sent.")
    code = serializers.CharField(
        help_text="`found`, `unexpected`, `unknown` or `scanned_before`: the last changes nothing."
    )
    detail = serializers.CharField(help_text="A sentence for people; empty if it was expected.")
    asset = IdField(source="asset.pk", default=None, allow_null=True)


class CountsSerializer(serializers.Serializer[Any]):
    """What came of the tags, in their order, and how the count stands."""

    stock_take = StockTakeSerializer()
    rows = CountedSerializer(many=True)
