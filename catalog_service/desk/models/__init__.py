"""What the desk keeps for itself."""

from catalog_service.desk.models.feeds import CalendarFeed, Covers
from catalog_service.desk.models.stock_takes import Result, StockTake, StockTakeLine

__all__ = ["CalendarFeed", "Covers", "Result", "StockTake", "StockTakeLine"]
