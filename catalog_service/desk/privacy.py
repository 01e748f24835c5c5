"""What somebody does at the desk."""

from catalog_service.desk.models import CalendarFeed, StockTake, StockTakeLine
from chassis.privacy import about

about(
    "calendar-feeds",
    CalendarFeed,
    "owner",
    says="Calendars that they subscribe to.",
    omit=["digest"],
    goes=True,
)
about("stock-takes", StockTake, "created_by", says="Stock-takes that they began.")
about("found", StockTakeLine, "found_by", says="What they found in stock-takes.")
