"""The health report of a service: its database, its files, and Redis, which no request needs."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from health_check.views import HealthCheckView
from redis.asyncio import Redis


def _redis() -> Redis:
    return Redis.from_url(settings.CELERY_BROKER_URL, socket_timeout=2, socket_connect_timeout=1)


class ReportView(HealthCheckView):
    """One line for each part: 200 if all are well, else 503."""

    checks = (
        "health_check.checks.Database",
        "health_check.checks.Storage",
        ("health_check.contrib.redis.Redis", {"client_factory": _redis}),
    )

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Answer in JSON whatever was asked for."""
        return self.render_to_response_json(kwargs["status"])

    def render_to_response_json(self, status: int) -> HttpResponse:
        """Say of each part whether it is well; a part that is not makes it a 503."""
        answer: HttpResponse = super().render_to_response_json(200 if status == 200 else 503)
        return answer
