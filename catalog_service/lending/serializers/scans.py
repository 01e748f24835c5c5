"""The wire form of the scan desk."""

from typing import Any

from rest_framework import serializers

from catalog_service.lending.serializers.lines import MOST_LINES
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
    borrower = serializers.UUIDField(required=False)
    due_at = serializers.DateTimeField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Want a borrower and an end for what goes out, and for nothing else."""
        is_out = attrs["direction"] == "out"
        words = "This field is required." if is_out else "Only what goes out has it."
        odd = [name for name in ("borrower", "due_at") if (name in attrs) != is_out]
        if odd:
            code = "required" if is_out else "invalid"
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
    asset = serializers.UUIDField(source="asset.pk", default=None, allow_null=True)
    loan = serializers.UUIDField(source="loan.pk", default=None, allow_null=True)


class ScansSerializer(serializers.Serializer[Any]):
    """What came of the tags, in their order."""

    done = serializers.IntegerField()
    refused = serializers.IntegerField()
    rows = ScannedSerializer(many=True)
