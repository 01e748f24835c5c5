"""What the desk shows, and to whom."""

from catalog_service.desk.selectors.branches import Choices, branches
from catalog_service.desk.selectors.calendar import calendar
from catalog_service.desk.selectors.coming_back import came_back
from catalog_service.desk.selectors.feeds import entries_of
from catalog_service.desk.selectors.looks import looked
from catalog_service.desk.selectors.matching import matching
from catalog_service.desk.selectors.shelves import shelves
from catalog_service.desk.selectors.slots import zone_of
from catalog_service.desk.selectors.stock_takes import lines_with
from catalog_service.desk.selectors.today import today

__all__ = [
    "Choices",
    "branches",
    "calendar",
    "came_back",
    "entries_of",
    "lines_with",
    "looked",
    "matching",
    "shelves",
    "today",
    "zone_of",
]
