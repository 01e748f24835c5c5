"""DRF's exception handler: whatever a view raises becomes a problem body."""

from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from chassis.errors.domain import DomainError
from chassis.errors.fields import flatten
from chassis.errors.problems import CLASH, DATABASE_AWAY, RETRY_SECONDS, problem
from chassis.observability import log

TOO_LARGE = "The body is larger than this service reads."
UNSTORABLE = "A value is out of the range that can be stored."


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return an exception's problem, or None for a fault of ours (Django's 500 then answers)."""
    return _response(error, context["request"].path)


def _response(error: Exception, path: str) -> Response | None:
    match error:
        case DomainError():
            return _domain(error, path)
        case Http404():
            return _api(exceptions.NotFound(), path)
        case PermissionDenied():
            return _api(exceptions.PermissionDenied(), path)
        case exceptions.APIException():
            return _api(error, path)
        case RequestDataTooBig():
            log.warning("body_too_large")
            return Response(problem(413, detail=TOO_LARGE, instance=path), 413)
        case DataError() | UnicodeError():
            log.warning("database_refused_value", error=_first_line(error))
            return Response(problem(400, code="invalid", detail=UNSTORABLE, instance=path), 400)
        case IntegrityError():
            log.warning("database_refused_rows", error=_first_line(error))
            return Response(problem(409, detail=CLASH, instance=path), 409)
        case OperationalError() | InterfaceError():
            log.warning("database_unavailable", error=_first_line(error))
            body = problem(503, detail=DATABASE_AWAY, instance=path)
            return Response(body, 503, headers={"Retry-After": RETRY_SECONDS})
    return None


def _first_line(error: Exception) -> str:
    """What the database said, without the rows that it quotes below."""
    return str(error).partition("\n")[0]


def _domain(error: DomainError, path: str) -> Response:
    rows = [{"attr": error.attr, "code": error.code, "detail": error.detail}] if error.attr else []
    body = problem(error.status, code=error.code, detail=error.detail, instance=path, errors=rows)
    headers = {"Retry-After": str(error.wait)} if error.wait else {}
    return Response({**error.more, **body}, error.status, headers=headers)


def _api(error: exceptions.APIException, path: str) -> Response:
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    if isinstance(error, exceptions.ValidationError):
        body = problem(
            400,
            code="invalid",
            detail="Some values were refused; see errors.",
            instance=path,
            errors=flatten(error.detail),
        )
    else:
        body = problem(
            error.status_code, code=_code(error), detail=str(error.detail), instance=path
        )
    return Response(body, error.status_code, headers=headers)


def _code(error: exceptions.APIException) -> str:
    """A code that an exception was given by name; DRF's own defaults give way to the status's."""
    code = error.get_codes()
    return "" if not isinstance(code, str) or code == type(error).default_code else code
