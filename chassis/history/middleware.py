"""Every write knows its request: the history rows of a request share one context."""

from collections.abc import Callable
from typing import Any

import pghistory
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from chassis.observability import context

SAFE = {"GET", "HEAD", "OPTIONS"}


class HistoryMiddleware:
    """Open a history context for each unsafe request, with the session's user as the actor.

    The API names the caller in it, as soon as it knows one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if request.method in SAFE:
            return self.get_response(request)
        with pghistory.context(request_id=context.request_id()):
            if settings.SESSION_COOKIE_NAME in request.COOKIES:
                user: Any = request.user
                if user.is_authenticated:
                    record_actor(user.caller().id)
            return self.get_response(request)


def record_actor(actor: str) -> None:
    """Name the actor of the history rows to come, if a context is open."""
    pghistory.context(actor=actor)
    context.bind(caller=actor)
