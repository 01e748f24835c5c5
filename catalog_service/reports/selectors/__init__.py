"""Facts for reports."""

from catalog_service.reports.selectors.ending import ENDING, Ends, ending
from catalog_service.reports.selectors.worth import GROUPS, total, worth_by

__all__ = ["ENDING", "GROUPS", "Ends", "ending", "total", "worth_by"]
