"""What the pages of the desk show."""

from catalog_service.desk.selectors.calendar import calendar, days_from, matching
from catalog_service.desk.selectors.today import today

__all__ = ["calendar", "days_from", "matching", "today"]
