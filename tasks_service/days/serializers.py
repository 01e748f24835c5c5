"""The wire form of a calendar of tasks."""

from chassis.calendars.serializers import SecretCalendarSerializer
from tasks_service.days.models import CalendarFeed


class CalendarFeedSerializer(SecretCalendarSerializer):
    """A secret address of what is due; the address itself was shown once."""

    class Meta(SecretCalendarSerializer.Meta):
        model = CalendarFeed
