"""The wire form of reports."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from rest_framework import serializers

from chassis.api.serializers import StrictSerializer
from chassis.api.zones import TimeZoneField

FORMS = (("pdf", "PDF, with a chart"), ("csv", "CSV"))
SINCE, UNTIL = MinValueValidator(date(1970, 1, 1)), MaxValueValidator(date(2999, 12, 31))


class ReportSerializer(StrictSerializer):
    """Which days a report is about, and what it is."""

    first = serializers.DateField(help_text="The first day.", validators=[SINCE])
    last = serializers.DateField(help_text="The last day.", validators=[UNTIL])
    form = serializers.ChoiceField(choices=FORMS, default="pdf")
    time_zone = TimeZoneField(help_text="Whose days, as IANA names it: `Europe/Berlin`.")
