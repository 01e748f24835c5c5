"""The wire form of an asset, and who has it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, Model, OuterRef, Subquery, TextField, Value
from django.db.models.expressions import Combinable
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from catalog_service.gear.models import Person
from catalog_service.gear.serializers import AssetSerializer
from catalog_service.lending import selectors
from catalog_service.lending.models import LoanLine
from chassis.api.ids import IdField
from chassis.api.rows.expressions import JSONObject, WireTime
from chassis.projections.serializers import KnownSerializer, age_of


class HolderSerializer(KnownSerializer):
    """Who has an asset or where it stands, by which loan, and until when.

    A person's name is as the catalog has heard, a place's its path.
    """

    projection = Person

    person = IdField(source="borrower", allow_null=True)
    place = IdField(allow_null=True)
    name = serializers.CharField(allow_null=True)
    loan = IdField(source="loan_id")
    due_at = serializers.DateTimeField()

    def column(self, model: type[Model]) -> Combinable:
        """Return the open loan of one."""
        members: dict[str, Any] = {
            "person": F("loan__borrower"),
            "place": F("loan__place_id"),
            "name": selectors.holder_name("loan__"),
            "loan": F("loan_id"),
            "due_at": WireTime("due_at"),
        }
        line = LoanLine.objects.out().filter(asset=OuterRef("pk"))
        return Subquery(line.values_list(JSONObject(**members, **age_of(Person))))

    def known_of(self, rows: Sequence[Any]) -> Mapping[Any, Any]:
        """Return who has each of some assets, in one query."""
        return selectors.holders_of([row.pk for row in rows])


class HiddenField(serializers.ReadOnlyField):
    """What is not for everybody: null."""

    def get_attribute(self, instance: Any) -> None:
        """Show nothing."""
        return

    def column(self, model: type[Model]) -> Combinable:
        """Show nothing in a query."""
        return Value(None, TextField())


@extend_schema_serializer(component_name="Asset")
class HeldAssetSerializer(AssetSerializer):
    """One physical thing, with a tag on it."""

    holder = HolderSerializer(
        allow_null=True,
        help_text="Who has it. Not at the desk, ask `?holder=me` to see it of what you have.",
    )

    class Meta(AssetSerializer.Meta):
        fields = (*AssetSerializer.Meta.fields, "holder")  # type: ignore[assignment]


@extend_schema_serializer(component_name="Asset")
class SharedAssetSerializer(HeldAssetSerializer):
    """The same for those who have no business with who has what."""

    holder = HiddenField()  # type: ignore[assignment]
