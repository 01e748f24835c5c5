"""Liveness is the process itself; readiness is its own database and nothing that others share."""

from asgiref.sync import async_to_sync
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from chassis.observability import log


def live(request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process can answer at all."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when this process can serve, 503 when its database does not answer.

    It asks on this thread's own connection, so a probe costs the database no new one.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        log.warning("not_ready", error=str(error))
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok"})


def report(request: HttpRequest) -> HttpResponse:
    """Tell people what this service depends on and how each part is. Never a probe."""
    # Loaded when somebody looks: it costs a process 9 MB that probes never need.
    from chassis.observability.report import ReportView

    answer: HttpResponse = async_to_sync(ReportView.as_view())(request)
    return answer
