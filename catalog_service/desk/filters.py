"""What lists of the desk can be narrowed by."""

from catalog_service.desk.models import CalendarFeed
from chassis.api.filters import FilterSet


class CalendarFeedFilter(FilterSet):
    """The filters of `GET /calendar-feeds/`."""

    class Meta:
        model = CalendarFeed
        fields = {"owner": ["exact"], "covers": ["exact"]}
