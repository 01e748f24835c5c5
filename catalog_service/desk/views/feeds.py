"""Bookings as calendars that programs subscribe to."""

from typing import Any

from catalog_service.desk import selectors
from catalog_service.desk.filters import CalendarFeedFilter
from catalog_service.desk.models import CalendarFeed
from catalog_service.desk.permissions import CanSubscribe
from catalog_service.desk.serializers import CalendarFeedSerializer
from catalog_service.gear.models import Person
from chassis.calendars.views import SecretCalendarView, SecretCalendarViewSet


class CalendarFeedViewSet(SecretCalendarViewSet):
    """Bookings as calendars (iCalendar) for phones and mail programs, each at a secret address.

    You see your own, the desk sees all. When your access ends, or you get another role, they end.
    """

    calendars = CalendarFeed
    queryset = CalendarFeed.objects.none()
    serializer_class = CalendarFeedSerializer
    permission_classes = (CanSubscribe,)
    filterset_class = CalendarFeedFilter


class FeedView(SecretCalendarView):
    """The bookings of a calendar."""

    calendars = CalendarFeed
    entries_of = staticmethod(selectors.entries_of)

    @staticmethod
    def here() -> Any:
        """Return who is here."""
        return Person.objects.known().filter(is_active=True)
