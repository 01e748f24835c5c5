"""What every page of a service may show of the service itself."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from chassis.admin.operators import may_operate
from chassis.auth import Caller


def service(request: HttpRequest) -> dict[str, Any]:
    """Return the service's name and title, where other pages are, and whether who asks runs it."""
    return {
        "service_name": settings.SERVICE,
        "service_title": settings.SERVICE_TITLE,
        "portal_url": "/",
        "account_url": settings.ACCOUNT_URL,
        "service_pages": SimpleLazyObject(lambda: pages(request)),
        "may_operate": SimpleLazyObject(lambda: may_operate(request)),
    }


def pages(request: HttpRequest) -> list[dict[str, str]]:
    """Return the service's own pages that are open to whoever asks: `PAGES` of its settings."""
    user: Any = getattr(request, "user", None)  # in the browsable API it is the caller
    caller = user.caller() if hasattr(user, "caller") else user
    if not isinstance(caller, Caller):
        return []
    declared = getattr(settings, "PAGES", ())
    open_to = [(title, name) for title, name, scope in declared if caller.may(scope)]
    return [{"title": title, "address": reverse(name)} for title, name in open_to]
