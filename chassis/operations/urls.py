"""The addresses of those who run the service; the router and the admin come after them."""

from django.urls import URLPattern, path

from chassis.operations import pages
from chassis.operations.views import OperationsViewSet, TraceViewSet


def of(service: str) -> list[URLPattern]:
    """Return the addresses below a service's prefix."""
    show = OperationsViewSet.as_view({"get": "show"})
    part = TraceViewSet.as_view({"get": "show"})
    return [
        path(f"{service}/api/v1/operations/", show, name="operations"),
        path(f"{service}/internal/traces/<str:request_id>/", part, name="trace_part"),
        path(f"{service}/admin/operations/", pages.operations, name="operations_page"),
        path(f"{service}/admin/trace/", pages.trace, name="trace_page"),
    ]
