"""The wire forms of reports."""

from typing import Any

from django.utils.timezone import localdate
from rest_framework import serializers

from catalog_service.reports.selectors import GROUPS, Ends
from chassis.api.ids import IdField


class AskWorthSerializer(serializers.Serializer[Any]):
    """By what, and on which day."""

    by = serializers.ChoiceField(choices=list(GROUPS), default="category")
    at = serializers.DateField(default=localdate, help_text="Today if nothing is said.")


class AskEndingSerializer(serializers.Serializer[Any]):
    """What ends, and when."""

    ends = serializers.ChoiceField(
        choices=[each.value for each in Ends],
        default=Ends.LIFETIME.value,
        help_text="`lifetime`: what is due for replacement. `warranty`: what is repaired for free "
        "until then.",
    )
    first = serializers.DateField(
        required=False, help_text="From this day on; what ended before too if nothing is said."
    )
    last = serializers.DateField(
        default=localdate, help_text="Until this day; today if nothing is said."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        if attrs.get("first", attrs["last"]) > attrs["last"]:
            raise serializers.ValidationError({"last": ["This is before `first`."]})
        return attrs


class SumsSerializer(serializers.Serializer[Any]):
    """How many assets, what they did cost and are worth."""

    assets = serializers.IntegerField()
    priced = serializers.IntegerField(help_text="Of how many it is known what they did cost.")
    cost = serializers.DecimalField(20, 2, allow_null=True)
    value = serializers.DecimalField(
        20,
        2,
        allow_null=True,
        help_text="What they are worth on that day: straight-line depreciation over the lifetime "
        "of the product, or the cost if it has none.",
    )
    age_years = serializers.DecimalField(8, 1, allow_null=True, help_text="On average.")
    past_lifetime = serializers.IntegerField(help_text="Due for replacement.")


class GroupSerializer(SumsSerializer):
    """A group of assets."""

    id = serializers.CharField(source="group_id", allow_null=True, help_text="null: without one.")
    name = serializers.CharField(source="group_name", allow_null=True)


class WorthSerializer(serializers.Serializer[Any]):
    """What gear is worth, and how old it is."""

    by = serializers.CharField()
    at = serializers.DateField()
    total = SumsSerializer()
    groups = GroupSerializer(many=True, help_text="The 200 dearest.")
    groups_left_out = serializers.IntegerField(help_text="The rest is in the file of `export/`.")


class EndingSerializer(serializers.Serializer[Any]):
    """An asset of which something ends."""

    asset = IdField()
    tag = serializers.CharField()
    product = serializers.CharField()
    category = serializers.CharField(allow_null=True)
    location = serializers.CharField(allow_null=True)
    status = serializers.CharField()
    purchase_date = serializers.DateField()
    purchase_cost = serializers.DecimalField(20, 2, allow_null=True)
    value = serializers.DecimalField(20, 2, allow_null=True)
    warranty_until = serializers.CharField(allow_null=True, help_text="A day.")
    lifetime_until = serializers.CharField(allow_null=True, help_text="A day.")


class EndingsSerializer(serializers.Serializer[Any]):
    """What ends from one day to another."""

    ends = serializers.CharField()
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField()
    count = serializers.IntegerField()
    assets = EndingSerializer(many=True, help_text="The first 200.")
    assets_left_out = serializers.IntegerField(help_text="The rest is in the file of `export/`.")
