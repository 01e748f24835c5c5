"""The wire forms of the desk."""

from catalog_service.desk.serializers.feeds import (
    CalendarFeedSerializer,
    MadeCalendarFeedSerializer,
    NewCalendarFeedSerializer,
)

__all__ = ["CalendarFeedSerializer", "MadeCalendarFeedSerializer", "NewCalendarFeedSerializer"]
