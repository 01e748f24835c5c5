"""The outermost middleware: a request id in, one log line and one measurement out."""

import re
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from chassis.headers import add, put
from chassis.observability import context, log, metrics

QUIET = ("/health/", "/metrics")
AT_GATEWAY = re.compile(r"(?:t=)?(\d{10}\.\d{3})")


class RequestMiddleware:
    """Give each request its id, log it once when it is answered, and measure it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        started = time.perf_counter()
        meta = request.META
        request_id = context.accept_or_mint(meta.get("HTTP_X_REQUEST_ID", ""))
        # The gateway writes the first itself, whatever the client sent under its name.
        sources = meta.get("HTTP_X_REAL_IP", ""), meta.get("REMOTE_ADDR", "")
        context.begin(request_id, arrival=_arrival(request), came_from=sources)
        response = self.get_response(request)
        put(response, "X-Request-ID", request_id)
        if not response.streaming and response.content:
            add(response, {"content-length": ("Content-Length", str(len(response.content)))})
        seconds = time.perf_counter() - started
        metrics.observe(request, response.status_code, seconds)
        if not request.path.startswith(QUIET):
            log.info(
                "request_answered",
                method=request.method,
                path=request.path,
                status=response.status_code,
                milliseconds=round(seconds * 1000, 1),
            )
        return response


def _arrival(request: HttpRequest) -> dict[str, str | float]:
    """Return when the gateway and this process got the request; the gateway says it in seconds."""
    sent = request.META.get("HTTP_X_REQUEST_START", "")  # `headers` is a copy, made for each
    at_gateway = AT_GATEWAY.fullmatch(sent)
    return {
        "method": request.method or "",
        "path": request.path,
        "gateway_at": float(at_gateway[1]) if at_gateway else "",
        "received_at": time.time(),
    }
