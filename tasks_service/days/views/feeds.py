"""What is due, as calendars that programs subscribe to."""

from typing import Any

from chassis.calendars.views import SecretCalendarView, SecretCalendarViewSet
from tasks_service.days import selectors
from tasks_service.days.filters import CalendarFeedFilter
from tasks_service.days.models import CalendarFeed
from tasks_service.days.permissions import CanSubscribe
from tasks_service.days.serializers import CalendarFeedSerializer
from tasks_service.work.models import Person


class CalendarFeedViewSet(SecretCalendarViewSet):
    """What is due as calendars (iCalendar), each at a secret address: tasks, and loans of yours.

    You see your own, the desk sees all. When your access ends, or you get another role, they end.
    """

    calendars = CalendarFeed
    queryset = CalendarFeed.objects.none()
    serializer_class = CalendarFeedSerializer
    permission_classes = (CanSubscribe,)
    filterset_class = CalendarFeedFilter


class FeedView(SecretCalendarView):
    """What a calendar of tasks shows."""

    calendars = CalendarFeed
    entries_of = staticmethod(selectors.entries_of)

    @staticmethod
    def here() -> Any:
        """Return who is here."""
        return Person.objects.known().filter(is_active=True)
