"""The pages of the desk."""

from catalog_service.desk.views.assets import AssetPage
from catalog_service.desk.views.calendar import CalendarPage
from catalog_service.desk.views.decisions import DecisionView
from catalog_service.desk.views.scanning import ScanPage

__all__ = ["AssetPage", "CalendarPage", "DecisionView", "ScanPage"]
