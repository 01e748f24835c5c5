"""What lists of the desk can be narrowed by."""

import django_filters

from catalog_service.desk.models import CalendarFeed, StockTake, StockTakeLine
from chassis.api.filters import FilterSet


class CalendarFeedFilter(FilterSet):
    """The filters of `GET /calendar-feeds/`."""

    class Meta:
        model = CalendarFeed
        fields = {"owner": ["exact"], "covers": ["exact"]}


class StockTakeFilter(FilterSet):
    """The filters of `GET /stock-takes/`."""

    location = django_filters.UUIDFilter(field_name="location_id", help_text="A place's id.")

    class Meta:
        model = StockTake
        fields = ()


class StockTakeLineFilter(FilterSet):
    """The filters of `GET /stock-take-lines/`."""

    stock_take = django_filters.UUIDFilter(field_name="stock_take_id")

    class Meta:
        model = StockTakeLine
        fields = {"result": ["exact", "in"]}
