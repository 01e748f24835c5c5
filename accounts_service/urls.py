"""The addresses of accounts."""

from django.urls import include, path

from accounts_service.access.views import (
    AccessRecordViewSet,
    ApiTokenViewSet,
    ConsentViewSet,
    ElsewhereView,
)
from accounts_service.people.views import ErasureViewSet, PersonViewSet, RoleViewSet, TeamViewSet
from chassis.api.routers import Router
from chassis.jobs.views import JobViewSet
from chassis.urls import service

router = Router()
router.register("access-records", AccessRecordViewSet, basename="access-record")
router.register("api-tokens", ApiTokenViewSet, basename="api-token")
router.register("consents", ConsentViewSet, basename="consent")
router.register("erasures", ErasureViewSet, basename="erasure")
router.register("jobs", JobViewSet, basename="job")
router.register("people", PersonViewSet, basename="person")
router.register("roles", RoleViewSet, basename="role")
router.register("teams", TeamViewSet, basename="team")

urlpatterns = [
    path("accounts/admin/login/", ElsewhereView.as_view()),
    path("accounts/api/session/login/", ElsewhereView.as_view()),
    *service("accounts", router),
    path("accounts/", include("accounts_service.access.urls")),
    path("accounts/", include("accounts_service.people.urls")),
]

handler400 = "chassis.errors.pages.bad_request"
handler403 = "chassis.errors.pages.forbidden"
handler404 = "chassis.errors.pages.not_found"
handler500 = "chassis.errors.pages.server_error"
