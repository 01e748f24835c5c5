"""Every write knows its request: the history rows of a request share one context."""

from collections.abc import Callable
from typing import Any

import msgspec
import pghistory
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from pghistory import runtime

from chassis.ids import uuid7
from chassis.observability import context
from chassis.postgres.statements import later

SAFE = {"GET", "HEAD", "OPTIONS"}

# As pghistory says it, which says it again before each statement.
_SAY = """
    SELECT set_config('pghistory.context_id', %s, true),
        set_config('pghistory.context_metadata', %s, true)
"""


class HistoryMiddleware:
    """Open a history context for each unsafe request, with the session's user as the actor.

    It is for pages, which write wherever they like. The API writes in one transaction, and calls
    `record_actor` at its beginning.
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
    """Name the actor of the history rows to come: of the open context, else of this transaction."""
    if actor:
        context.bind(caller=actor)
    said = {"actor": actor} if actor else {}
    if hasattr(runtime._tracker, "value"):
        pghistory.context(**said)
    else:
        metadata = msgspec.json.encode({"request_id": context.request_id(), **said})
        later(_SAY, [str(uuid7()), metadata.decode()])
