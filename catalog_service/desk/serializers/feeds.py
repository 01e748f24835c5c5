"""The wire form of a calendar that programs subscribe to."""

from catalog_service.desk.models import CalendarFeed
from chassis.calendars.serializers import SecretCalendarSerializer


class CalendarFeedSerializer(SecretCalendarSerializer):
    """A secret address of bookings; the address itself was shown once."""

    class Meta(SecretCalendarSerializer.Meta):
        model = CalendarFeed
