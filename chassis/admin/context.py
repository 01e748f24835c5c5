"""What every page of a service may show of the service itself."""

from django.conf import settings
from django.http import HttpRequest


def service(request: HttpRequest) -> dict[str, str]:
    """Return the service's name and title, and where the portal is."""
    return {
        "service_name": settings.SERVICE,
        "service_title": settings.SERVICE_TITLE,
        "portal_url": "/",
    }
