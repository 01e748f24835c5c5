"""The wire form of reports."""

from rest_framework import serializers

from chassis.api.serializers import StrictSerializer
from chassis.zones import TimeZoneField

FORMS = (("pdf", "PDF, with a chart"), ("csv", "CSV"))


class ReportSerializer(StrictSerializer):
    """Which days a report is about, and what it is."""

    first = serializers.DateField(help_text="The first day.")
    last = serializers.DateField(help_text="The last day.")
    form = serializers.ChoiceField(choices=FORMS, default="pdf")
    time_zone = TimeZoneField(help_text="Whose days, as IANA names it: `Europe/Berlin`.")
