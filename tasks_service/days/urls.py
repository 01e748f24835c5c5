"""The addresses of days, below the prefix of tasks."""

from django.urls import path

from tasks_service.days.views import FeedView

urlpatterns = [
    path("calendar.ics", FeedView.as_view(), name="calendar-feed"),
]
