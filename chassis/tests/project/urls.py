"""The addresses of the tiny service."""

from chassis.api.routers import Router
from chassis.jobs.views import JobViewSet
from chassis.tests.project.copies import views  # noqa: F401  (offers its feed)
from chassis.tests.project.notes.views import NoteViewSet
from chassis.urls import service

router = Router()
router.register("notes", NoteViewSet, basename="note")
router.register("jobs", JobViewSet, basename="job")

urlpatterns = service("chassis", router)
handler400 = "chassis.errors.pages.bad_request"
handler403 = "chassis.errors.pages.forbidden"
handler404 = "chassis.errors.pages.not_found"
handler500 = "chassis.errors.pages.server_error"
