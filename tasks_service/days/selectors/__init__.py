"""What a day brings, and to whom."""

from tasks_service.days.selectors.feeds import entries_of
from tasks_service.days.selectors.my_day import MOST, MyDay, my_day

__all__ = ["MOST", "MyDay", "entries_of", "my_day"]
