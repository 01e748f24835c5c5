"""The wire form of a reservation."""

from typing import Any

from django.db.models import OuterRef
from rest_framework import serializers

from catalog_service.gear.models import Asset
from catalog_service.lending.models import HandedOut, Reservation, reservation_lines_in_order
from catalog_service.lending.serializers.borrowers import BorrowerSerializer
from catalog_service.lending.serializers.lines import (
    AssetLineSerializer,
    HandedOutSerializer,
    assets,
    handed_out,
    listed,
)
from chassis.api.rows.columns import lines
from chassis.api.serializers import ResourceSerializer, StrictSerializer


class ReservationLineSerializer(AssetLineSerializer):
    """An asset of a reservation."""

    tag = serializers.CharField(source="asset.tag", read_only=True)


class ReservationSerializer(ResourceSerializer):
    """Assets for somebody, from one moment to another."""

    borrower = serializers.UUIDField(
        required=False,
        help_text="Who gets the assets: yourself if left out, or at the desk anybody.",
    )
    borrower_details = BorrowerSerializer(allow_null=True)
    lines = listed(ReservationLineSerializer(), help_text="If given, it replaces the list.")

    class Meta:
        model = Reservation
        fields = (
            "id",
            "borrower",
            "borrower_details",
            "starts_at",
            "ends_at",
            "status",
            "lines",
            "note",
            "created_by",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields = ("status", "created_by")
        columns = {
            "lines": lines(
                ReservationLineSerializer,
                reservation_lines_in_order().filter(reservation=OuterRef("pk")),
            )
        }

    def validate_lines(self, lines: list[dict[str, Any]]) -> list[Asset]:
        """Return the assets that the list names."""
        return assets(lines)


class CollectSerializer(StrictSerializer):
    """What is picked; all of it if nothing is said."""

    lines = listed(HandedOutSerializer(), required=False)
    due_at = serializers.DateTimeField(
        required=False, help_text="When it should be back: at the reservation's end if left out."
    )
    note = serializers.CharField(max_length=10_000, required=False, allow_blank=True)

    def validate_lines(self, lines: list[dict[str, Any]]) -> list[HandedOut]:
        """Return what goes out."""
        return handed_out(lines)
