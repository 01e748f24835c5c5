"""What lists of calendars can be narrowed by."""

from chassis.api.filters import FilterSet
from tasks_service.days.models import CalendarFeed


class CalendarFeedFilter(FilterSet):
    """The filters of `GET /calendar-feeds/`."""

    class Meta:
        model = CalendarFeed
        fields = {"owner": ["exact"]}
