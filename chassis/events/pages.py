"""The AsyncAPI document on the web, beside the OpenAPI one."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from chassis.events.asyncapi import as_yaml


@require_safe
def asyncapi(request: HttpRequest) -> HttpResponse:
    """Show what this service sends and reads."""
    return HttpResponse(as_yaml(), content_type="application/yaml")
