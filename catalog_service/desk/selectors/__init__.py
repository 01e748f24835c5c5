"""What the desk shows, and to whom."""

from catalog_service.desk.selectors.calendar import calendar, days_from, matching
from catalog_service.desk.selectors.feeds import entries_of
from catalog_service.desk.selectors.stock_takes import lines_with
from catalog_service.desk.selectors.today import today

__all__ = [
    "calendar",
    "days_from",
    "entries_of",
    "lines_with",
    "matching",
    "today",
]
