"""What exists for a caller, which assets names mean, and when these are free."""

from catalog_service.lending.selectors.assets import assets_called
from catalog_service.lending.selectors.availability import availability
from catalog_service.lending.selectors.callers import loans_for, reservations_for
from catalog_service.lending.selectors.times import clashes, wire

__all__ = [
    "assets_called",
    "availability",
    "clashes",
    "loans_for",
    "reservations_for",
    "wire",
]
