"""Django's own errors: no view was reached, CSRF, a crash.

A program gets the same body as from the API, a browser outside of the API a page that says the
same.
"""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from chassis.errors.domain import DomainError
from chassis.errors.problems import CONTENT_TYPE, DATABASE_AWAY, RETRY_SECONDS, problem


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400."""
    return _answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403."""
    return _answer(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404."""
    return _answer(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 while the database is away. The request id leads to the traceback."""
    error = sys.exc_info()[1]
    if isinstance(error, DomainError):  # a page that no view of ours stands before
        return _answer(request, error.status, code=error.code, detail=error.detail)
    if isinstance(error, OperationalError | InterfaceError):
        answer = _answer(request, 503, detail=DATABASE_AWAY)
        answer["Retry-After"] = RETRY_SECONDS
        return answer
    return _answer(request, 500, detail="Something broke here. Quote the request id to find it.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 for a form that was sent without its CSRF token."""
    detail = "The form's CSRF token is missing or wrong. Reload the page and send it again."
    return _answer(request, 403, code="csrf_failed", detail=detail)


def _answer(request: HttpRequest, status: int, **words: Any) -> HttpResponse:
    body = problem(status, instance=request.path, **words)
    answer: HttpResponse
    if _is_for_a_person(request):
        answer = HttpResponse(render_to_string("problem.html", body), status=status)
    else:
        answer = JsonResponse(body, status=status, content_type=CONTENT_TYPE)
    patch_vary_headers(answer, ["Accept"])
    return answer


def _is_for_a_person(request: HttpRequest) -> bool:
    wanted = request.get_preferred_type([CONTENT_TYPE, "application/json", "text/html"])
    return wanted == "text/html" and "/api/" not in request.path
