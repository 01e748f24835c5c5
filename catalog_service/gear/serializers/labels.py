"""Which labels are wanted."""

from typing import Any

from rest_framework import serializers

from chassis.api.ids import IdField
from chassis.api.serializers import StrictSerializer
from chassis.paper.labels import CODES, QR
from chassis.paper.sheets import SHEETS

MOST = 2000


class LabelsSerializer(StrictSerializer):
    """Which labels are wanted, on what."""

    assets: Any = serializers.ListField(
        child=IdField(),
        allow_empty=False,
        max_length=MOST,
        help_text="Ids; labels are drawn in this order.",
    )
    sheet = serializers.ChoiceField(
        choices=[(name, sheet.title) for name, sheet in SHEETS.items()], default="a4-21"
    )
    code = serializers.ChoiceField(
        choices=CODES,
        default=QR,
        help_text="A QR code opens the asset's page; a bar code (Code 128) says its tag.",
    )
    skip = serializers.IntegerField(
        min_value=0, default=0, help_text="Labels that the first sheet has no more."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse to skip more than a sheet has."""
        places = SHEETS[attrs["sheet"]].places
        if attrs["skip"] >= places:
            detail = f"The sheet has {places} labels: 0 to {places - 1} of them can be missing."
            raise serializers.ValidationError({"skip": [detail]})
        return attrs
