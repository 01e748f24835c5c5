"""Pages of the admin for those who run the service, and for nobody else."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from chassis.admin.operators import operators_only
from chassis.operations.readings import read_all
from chassis.operations.trace import part, timeline


@operators_only
def operations(request: HttpRequest) -> HttpResponse:
    """Show what waits, lags and is broken, what each figure means, and what to do."""
    readings = read_all()
    red = [reading.part.title for reading in readings if reading.is_red]
    return _page(request, "operations", "Operations", readings=readings, red=red)


@operators_only
def trace(request: HttpRequest) -> HttpResponse:
    """Show one request's way through all services."""
    request_id = request.GET.get("request_id", "").strip()
    way = timeline.of(request_id) if part.can_be_id(request_id) else None
    words = {"request_id": request_id, "way": way}
    return _page(request, "trace", "The way of a request", **words)


def _page(request: HttpRequest, name: str, title: str, **words: Any) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": title, **words}
    return TemplateResponse(request, f"operations/{name}.html", context)
