"""The addresses that every service has in the same places."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny
from rest_framework.routers import BaseRouter

from chassis.events.pages import asyncapi
from chassis.events.views import DeadLetterViewSet
from chassis.observability.health import live, ready, report
from chassis.observability.metrics import metrics
from chassis.operations import urls as operations
from chassis.sagas.views import SagaViewSet

OPEN: dict[str, Any] = {"permission_classes": [AllowAny], "authentication_classes": []}


def service(name: str, router: BaseRouter) -> list[URLPattern | URLResolver]:
    """Return a service's addresses: its own under its prefix, those for probes at the root."""
    admin.autodiscover()
    router.register("dead-letters", DeadLetterViewSet, basename="dead-letter")
    router.register("sagas", SagaViewSet, basename="saga")
    return [
        path(f"{name}/api/v1/", include(router.urls)),
        *operations.of(name),
        path(f"{name}/internal/privacy/", include("chassis.privacy.urls")),
        path(f"{name}/internal/snapshots/", include("chassis.projections.urls")),
        path(f"{name}/internal/steps/", include("chassis.sagas.urls")),
        path(f"{name}/api/schema/", SpectacularAPIView.as_view(**OPEN), name="schema"),
        path(f"{name}/api/docs/", SpectacularSwaggerSplitView.as_view(**OPEN), name="docs"),
        path(f"{name}/api/asyncapi/", asyncapi, name="asyncapi"),
        *_single_sign_on(name),
        path(f"{name}/admin/", admin.site.urls),
        path("health/live", live, name="live"),
        path("health/ready", ready, name="ready"),
        path("health/", report, name="health"),
        path("metrics", metrics, name="metrics"),
    ]


def _single_sign_on(name: str) -> list[URLPattern | URLResolver]:
    """The way to the provider and back, in every service that is not the provider."""
    if not apps.is_installed("chassis.logins"):
        return []
    return [path(f"{name}/", include("chassis.logins.urls"))]
