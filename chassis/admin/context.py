"""What every page of a service may show of the service itself."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from chassis.admin.operators import may_operate


def service(request: HttpRequest) -> dict[str, Any]:
    """Return the service's name and title, where other pages are, and whether who asks runs it."""
    return {
        "service_name": settings.SERVICE,
        "service_title": settings.SERVICE_TITLE,
        "portal_url": "/",
        "account_url": settings.ACCOUNT_URL,
        "may_operate": SimpleLazyObject(lambda: may_operate(request)),
    }
