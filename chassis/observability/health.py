"""Liveness is the process itself; readiness is its own database and nothing that others share."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from health_check.checks import Database
from health_check.exceptions import HealthCheckException

from chassis.observability import log


def live(request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process can answer at all."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when this process can serve, 503 when its database does not answer.

    The check asks on this thread's own connection, so a probe costs the database no new one.
    """
    try:
        Database().run()
    except HealthCheckException as error:
        log.warning("not_ready", error=str(error))
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok"})
