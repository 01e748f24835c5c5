"""The wire form of the scan desk."""

from typing import Any

from rest_framework import serializers

from catalog_service.gear.models import Location
from catalog_service.gear.serializers import Reference
from catalog_service.lending.models import Condition
from catalog_service.lending.serializers.lines import MOST_LINES
from chassis.api.ids import IdField
from chassis.api.serializers import StrictSerializer


class ScanSerializer(StrictSerializer):
    """Tags that go out or come in; what goes out says to whom, and until when."""

    direction = serializers.ChoiceField(choices=("out", "in"))
    tags = serializers.ListField(
        child=serializers.CharField(max_length=100),
        allow_empty=False,
        max_length=MOST_LINES,
        help_text="As scanned or pasted; capitals make no difference.",
    )
    borrower = IdField(required=False)
    place = Reference(
        queryset=Location.objects.all(),
        required=False,
        help_text="Where it goes, if no person gets it: an id, a slug or a name.",
    )
    due_at = serializers.DateTimeField(required=False)
    condition = serializers.ChoiceField(
        choices=Condition.choices, default=Condition.OK, help_text="How all of it looks."
    )
    note = serializers.CharField(
        max_length=10_000, required=False, help_text="What there is to say of what comes in."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Want an end, and whom or what it is for, of what goes out, and of nothing else."""
        if attrs["direction"] == "out":
            needed = [] if "place" in attrs else ["borrower"]
            words, code = "This field is required.", "required"
            odd = [name for name in (*needed, "due_at") if name not in attrs]
            if "note" in attrs:
                raise serializers.ValidationError({"note": ["Only what comes in has it."]})
        else:
            words, code = "Only what goes out has it.", "invalid"
            odd = [name for name in ("borrower", "place", "due_at") if name in attrs]
        if odd:
            raise serializers.ValidationError({name: [words] for name in odd}, code)
        return attrs


class ScannedSerializer(serializers.Serializer[Any]):
    """What came of one tag."""

    tag = serializers.CharField(help_text="As it was sent.")
    code = serializers.CharField(
        help_text="`done`, `unknown_tag`, `listed_twice`, or the rule that it breaks: "
        "`taken`, `not_lendable`, `not_out`."
    )
    detail = serializers.CharField(help_text="A sentence for people; empty if it is done.")
    asset = IdField(source="asset.pk", default=None, allow_null=True)
    loan = IdField(source="loan.pk", default=None, allow_null=True)


class ScansSerializer(serializers.Serializer[Any]):
    """What came of the tags, in their order."""

    done = serializers.IntegerField()
    refused = serializers.IntegerField()
    rows = ScannedSerializer(many=True)
