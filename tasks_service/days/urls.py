"""The addresses of days, below the prefix of tasks."""

from django.urls import path

from tasks_service.days.views import FeedView, MarkReadView, MoveView, MyDayPage
from tasks_service.days.views.my_day import MOVES

urlpatterns = [
    path("calendar.ics", FeedView.as_view(), name="calendar-feed"),
    path("my-day/", MyDayPage.as_view(), name="my-day"),
    path("my-day/read/", MarkReadView.as_view(), name="my-day-read"),
    *(
        path(f"my-day/<uuid:pk>/{move}/", MoveView.as_view(move=move), name=f"my-day-{move}")
        for move in MOVES
    ),
]
