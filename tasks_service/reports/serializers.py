"""The wire form of reports."""

from zoneinfo import ZoneInfo

from rest_framework import serializers

from chassis.api.serializers import StrictSerializer

FORMS = (("pdf", "PDF, with a chart"), ("csv", "CSV"))


class ReportSerializer(StrictSerializer):
    """Which days a report is about, and what it is."""

    first = serializers.DateField(help_text="The first day.")
    last = serializers.DateField(help_text="The last day.")
    form = serializers.ChoiceField(choices=FORMS, default="pdf")
    time_zone = serializers.CharField(
        max_length=64,
        default="UTC",
        help_text="Whose days, as IANA names it: `Europe/Berlin`.",
    )

    def validate_time_zone(self, name: str) -> str:
        """Refuse what is no zone."""
        try:
            return ZoneInfo(name).key
        except (LookupError, OSError, ValueError) as error:
            raise serializers.ValidationError("There is no such time zone.") from error
