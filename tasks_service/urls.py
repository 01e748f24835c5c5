"""The addresses of tasks."""

from django.urls import include, path

from chassis.api.routers import Router
from chassis.jobs.views import JobViewSet
from chassis.urls import service
from tasks_service.days.views import CalendarFeedViewSet
from tasks_service.hooks.views import DeliveryViewSet, WebhookViewSet
from tasks_service.planning.views import OccurrenceViewSet, ScheduleViewSet
from tasks_service.reports.views import ReportViewSet
from tasks_service.telling.views import NotificationViewSet, PreferenceViewSet
from tasks_service.work.views import (
    AttachmentViewSet,
    CommentViewSet,
    SavedViewViewSet,
    TaskViewSet,
    TimeEntryViewSet,
)

router = Router()
router.register("attachments", AttachmentViewSet, basename="attachment")
router.register("calendar-feeds", CalendarFeedViewSet, basename="calendar-feed")
router.register("comments", CommentViewSet, basename="comment")
router.register("jobs", JobViewSet, basename="job")
router.register("notification-preferences", PreferenceViewSet, basename="notification-preference")
router.register("notifications", NotificationViewSet, basename="notification")
router.register("occurrences", OccurrenceViewSet, basename="occurrence")
router.register("reports", ReportViewSet, basename="report")
router.register("saved-views", SavedViewViewSet, basename="saved-view")
router.register("schedules", ScheduleViewSet, basename="schedule")
router.register("tasks", TaskViewSet, basename="task")
router.register("time-entries", TimeEntryViewSet, basename="time-entry")
router.register("webhook-deliveries", DeliveryViewSet, basename="webhook-delivery")
router.register("webhooks", WebhookViewSet, basename="webhook")

urlpatterns = [
    *service("tasks", router),
    path("tasks/", include("tasks_service.days.urls")),
]

handler400 = "chassis.errors.pages.bad_request"
handler403 = "chassis.errors.pages.forbidden"
handler404 = "chassis.errors.pages.not_found"
handler500 = "chassis.errors.pages.server_error"
