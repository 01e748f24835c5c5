"""The wire form of a reservation."""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q
from rest_framework import serializers

from catalog_service.lending.models import (
    HandedOut,
    Reservation,
    ReservationStatus,
    Wanted,
    reservation_lines_in_order,
)
from catalog_service.lending.serializers.borrowers import BorrowerSerializer
from catalog_service.lending.serializers.lines import HandedOutSerializer, handed_out, listed
from catalog_service.lending.serializers.wanted import WantedSerializer, wanted
from chassis.api.ids import IdField
from chassis.api.rows.columns import lines
from chassis.api.serializers import ResourceSerializer, StrictSerializer


class ReservationSerializer(ResourceSerializer):
    """Gear for somebody, from one moment to another."""

    borrower = IdField(
        required=False,
        help_text="Who gets the assets: yourself if left out, or at the desk anybody.",
    )
    borrower_details = BorrowerSerializer(allow_null=True)
    lines = listed(
        WantedSerializer(),
        help_text="Each names an `asset`, a `product`, or a `kit`. If given, it replaces the list.",
    )
    is_draft = serializers.BooleanField(
        required=False, help_text="Nothing is kept for it until `submit/`."
    )

    class Meta:
        model = Reservation
        fields = (
            "id",
            "borrower",
            "borrower_details",
            "starts_at",
            "ends_at",
            "status",
            "is_draft",
            "lines",
            "note",
            "ready_at",
            "created_by",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields = ("status", "ready_at", "created_by")
        columns = {
            "is_draft": ExpressionWrapper(
                Q(status=ReservationStatus.DRAFT), output_field=BooleanField()
            ),
            "lines": lines(
                WantedSerializer,
                reservation_lines_in_order().filter(reservation=OuterRef("pk")),
            ),
        }

    def validate_lines(self, lines: list[dict[str, Any]]) -> list[Wanted]:
        """Return what the list asks for."""
        return wanted(lines)

    def validate_is_draft(self, value: bool) -> bool:  # noqa: FBT001
        """Refuse to make a draft of what was submitted, and to submit one by the way."""
        if self.instance is not None and value != self.instance.is_draft:
            raise serializers.ValidationError("A new one may be a draft; `submit/` ends that.")
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Leave out what stays as it is."""
        if self.instance is not None:
            attrs.pop("is_draft", None)
        return attrs


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
