"""The pages of the desk, and its API."""

from catalog_service.desk.views.assets import AssetPage
from catalog_service.desk.views.calendar import CalendarPage
from catalog_service.desk.views.counting import StockTakePage, StockTakesPage
from catalog_service.desk.views.decisions import DecisionView
from catalog_service.desk.views.feeds import CalendarFeedViewSet, FeedView
from catalog_service.desk.views.loans import LoanPage
from catalog_service.desk.views.scanning import ScanPage
from catalog_service.desk.views.stock_takes import StockTakeLineViewSet, StockTakeViewSet

__all__ = [
    "AssetPage",
    "CalendarFeedViewSet",
    "CalendarPage",
    "DecisionView",
    "FeedView",
    "LoanPage",
    "ScanPage",
    "StockTakeLineViewSet",
    "StockTakePage",
    "StockTakeViewSet",
    "StockTakesPage",
]
