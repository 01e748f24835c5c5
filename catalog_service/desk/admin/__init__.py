"""What the desk keeps and does, in the admin."""

from catalog_service.desk.admin.assets import DeskAssetAdmin
from catalog_service.desk.admin.feeds import CalendarFeedAdmin
from catalog_service.desk.admin.stock_takes import StockTakeAdmin, StockTakeLineAdmin

__all__ = ["CalendarFeedAdmin", "DeskAssetAdmin", "StockTakeAdmin", "StockTakeLineAdmin"]
