"""Metrics for Prometheus: rate, errors and duration of requests, by route and never by raw path."""

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
    REQUESTS.labels(method, route, f"{status // 100}xx").inc()
    DURATION.labels(method, route).observe(seconds)


def metrics(request: HttpRequest) -> HttpResponse:
    """Show this process's metrics. Only on the service's own port."""
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)
