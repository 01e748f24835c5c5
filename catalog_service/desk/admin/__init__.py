"""What the desk keeps, in the admin."""

from catalog_service.desk.admin.feeds import CalendarFeedAdmin

__all__ = ["CalendarFeedAdmin"]
