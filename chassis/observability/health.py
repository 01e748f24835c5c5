"""Liveness is the process itself; readiness is its own database and nothing that others share."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from health_check.views import HealthCheckView


def live(request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process can answer at all."""
    return JsonResponse({"status": "ok"})


class ReadyView(HealthCheckView):
    """Answer 200 when this process can serve, 503 when its database does not answer."""

    checks = ("health_check.checks.Database",)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Answer in JSON whatever was asked for: probes want no pages."""
        return self.render_to_response_json(kwargs["status"])

    def render_to_response_json(self, status: int) -> JsonResponse:
        """Say ok or not: which check failed stands in the log, not in the answer."""
        ready = status == 200
        return JsonResponse({"status": "ok" if ready else "unavailable"}, status=200 if ready else 503)
