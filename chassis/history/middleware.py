"""Every write knows its request: the history rows of a request share one context."""

from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponse

from chassis.observability.context import request_id

SAFE = {"GET", "HEAD", "OPTIONS"}


class HistoryMiddleware:
    """Open a history context for each unsafe request; the API adds the caller to it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if request.method in SAFE:
            return self.get_response(request)
        with pghistory.context(request_id=request_id()):
            return self.get_response(request)


def record_actor(actor: str) -> None:
    """Name the actor of the history rows to come, if a context is open."""
    pghistory.context(actor=actor)
