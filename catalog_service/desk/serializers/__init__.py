"""The wire forms of the desk."""

from catalog_service.desk.serializers.feeds import CalendarFeedSerializer
from catalog_service.desk.serializers.stock_takes import (
    CountSerializer,
    CountsSerializer,
    StockTakeLineSerializer,
    StockTakeSerializer,
)

__all__ = [
    "CalendarFeedSerializer",
    "CountSerializer",
    "CountsSerializer",
    "StockTakeLineSerializer",
    "StockTakeSerializer",
]
