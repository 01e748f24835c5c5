"""What the desk keeps for itself."""

from catalog_service.desk.models.feeds import CalendarFeed, Covers

__all__ = ["CalendarFeed", "Covers"]
