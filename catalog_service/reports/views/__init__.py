"""The reports, as JSON and CSV, and as a page."""

from catalog_service.reports.views.api import EndingReport, WorthReport
from catalog_service.reports.views.page import WorthPage

__all__ = ["EndingReport", "WorthPage", "WorthReport"]
