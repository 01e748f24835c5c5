"""What a day brings: a page for people, calendars for their programs."""

from tasks_service.days.views.feeds import CalendarFeedViewSet, FeedView
from tasks_service.days.views.my_day import MarkReadView, MoveView, MyDayPage

__all__ = ["CalendarFeedViewSet", "FeedView", "MarkReadView", "MoveView", "MyDayPage"]
