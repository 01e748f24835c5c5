"""What the request at hand hands on to the calls that it causes: its deadline and its trace."""

import re
import time
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse, JsonResponse

from chassis.clients.errors import DeadlineExceeded
from chassis.errors.problems import CONTENT_TYPE, problem

DEADLINE = "X-Request-Deadline"  # milliseconds since 1970: the callers' and our clocks agree
TRACE = "traceparent"
_DIGITS = re.compile(r"\d{1,15}", re.ASCII)
_TRACE = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)
_trace: ContextVar[str] = ContextVar("trace", default="")


def seconds_left() -> float | None:
    """Return how long the request's caller still waits, or None if it did not say."""
    ends_at = _deadline.get()
    return None if ends_at is None else ends_at - time.monotonic()


def trace() -> str:
    """Return the request's `traceparent`, or an empty string."""
    return _trace.get()


class IncomingMiddleware:
    """Keep the deadline and the trace; a request that nobody waits for any more is not begun."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or 504 if its deadline has passed."""
        ends_at = _ends_at(request.META.get("HTTP_X_REQUEST_DEADLINE", ""))
        if ends_at is not None and ends_at <= time.monotonic():
            return _too_late(request)
        sent = request.META.get("HTTP_TRACEPARENT", "")
        if ends_at is None and not sent:
            return self.get_response(request)
        kept = (_deadline.set(ends_at), _trace.set(sent if _TRACE.fullmatch(sent) else ""))
        try:
            return self.get_response(request)
        finally:
            _deadline.reset(kept[0])
            _trace.reset(kept[1])


def _ends_at(text: str) -> float | None:
    """On the clock that nobody sets; a text that is no time is no deadline."""
    if not _DIGITS.fullmatch(text):
        return None
    return time.monotonic() + int(text) / 1000 - time.time()


def _too_late(request: HttpRequest) -> HttpResponse:
    error = DeadlineExceeded()
    body = problem(error.status, code=error.code, detail=error.detail, instance=request.path)
    return JsonResponse(body, status=error.status, content_type=CONTENT_TYPE)
