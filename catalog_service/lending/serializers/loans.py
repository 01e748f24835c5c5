"""The wire form of a loan."""

from typing import Any

from django.db.models import OuterRef
from rest_framework import serializers

from catalog_service.gear.models import Asset, Location
from catalog_service.gear.serializers import PlaceSerializer, Reference
from catalog_service.lending.models import (
    Condition,
    HandedOut,
    Loan,
    TakenBack,
    loan_lines_in_order,
)
from catalog_service.lending.serializers.borrowers import BorrowerSerializer
from catalog_service.lending.serializers.lines import (
    AssetLineSerializer,
    HandedOutSerializer,
    TakenBackSerializer,
    assets,
    handed_out,
    listed,
    taken_back,
)
from chassis.api.rows.columns import lines
from chassis.api.serializers import ResourceSerializer, StrictSerializer
from chassis.api.zones import TimeZoneField


class LoanLineSerializer(HandedOutSerializer):
    """An asset of a loan."""

    tag = serializers.CharField(source="asset.tag", read_only=True)
    due_at = serializers.DateTimeField(read_only=True)
    returned_at = serializers.DateTimeField(read_only=True, allow_null=True)
    condition_in = serializers.ChoiceField(
        choices=Condition.choices, read_only=True, allow_null=True
    )
    note = serializers.CharField(read_only=True)
    lost = serializers.BooleanField(read_only=True, help_text="It was given up.")


class LoanSerializer(ResourceSerializer):
    """Assets that somebody took along together, or that stand somewhere together."""

    borrower_details = BorrowerSerializer(allow_null=True)
    place = Reference(
        queryset=Location.objects.all(),
        required=False,
        allow_null=True,
        help_text="Where it goes, if no person gets it. Write an id, a slug or a name; read the "
        "id.",
    )
    place_details = PlaceSerializer(source="place", read_only=True, allow_null=True)
    lines = listed(LoanLineSerializer())

    class Meta:
        model = Loan
        fields = (
            "id",
            "borrower",
            "borrower_details",
            "place",
            "place_details",
            "out_at",
            "due_at",
            "closed_at",
            "lines",
            "note",
            "reservation",
            "created_by",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields = ("out_at", "closed_at", "reservation", "created_by")
        columns = {
            "lines": lines(LoanLineSerializer, loan_lines_in_order().filter(loan=OuterRef("pk")))
        }

    def validate_lines(self, lines: list[dict[str, Any]]) -> list[HandedOut]:
        """Return what goes out."""
        return handed_out(lines)


class ReturnSerializer(StrictSerializer):
    """What comes back; all that is out, in order, if nothing is said."""

    lines = listed(TakenBackSerializer(), required=False)

    def validate_lines(self, lines: list[dict[str, Any]]) -> list[TakenBack]:
        """Return what comes back."""
        return taken_back(lines)


class ExtendSerializer(StrictSerializer):
    """Until when what may stay; all that is out if no lines are sent."""

    due_at = serializers.DateTimeField()
    lines = listed(AssetLineSerializer(), required=False)

    def validate_lines(self, lines: list[dict[str, Any]]) -> list[Asset]:
        """Return what may stay."""
        return assets(lines)


class LoanFormSerializer(StrictSerializer):
    """In which time zone a form tells times."""

    time_zone = TimeZoneField()


class LoseSerializer(StrictSerializer):
    """What is given up, and why; all that is out if no lines are sent."""

    lines = listed(AssetLineSerializer(), required=False)
    note = serializers.CharField(max_length=10_000, required=False, allow_blank=True)

    def validate_lines(self, lines: list[dict[str, Any]]) -> list[Asset]:
        """Return what is given up."""
        return assets(lines)
