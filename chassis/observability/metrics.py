"""Metrics for Prometheus: rate, errors and duration of requests, by route and never by raw path."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest

REQUESTS = Counter("http_requests_total", "Requests answered.", ["method", "route", "status_class"])
DURATION = Histogram(
    "http_request_duration_seconds", "Time to answer a request.", ["method", "route"]
)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def observe(request: HttpRequest, status: int, seconds: float) -> None:
    """Count one answered request."""
    match = request.resolver_match
    route = match.route if match else "unmatched"
    method = request.method if request.method in _METHODS else "OTHER"
    _counter(method, route, status // 100).inc()
    _histogram(method, route).observe(seconds)


# The series of one route, looked up once: there are as many as addresses in urls.py.


@cache
def _counter(method: str, route: str, hundreds: int) -> Counter:
    return REQUESTS.labels(method, route, f"{hundreds}xx")


@cache
def _histogram(method: str, route: str) -> Histogram:
    return DURATION.labels(method, route)


def metrics(request: HttpRequest) -> HttpResponse:
    """Show this process's metrics. Only on the service's own port."""
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)
