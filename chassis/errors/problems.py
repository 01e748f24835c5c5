"""The one error body: RFC 9457 `application/problem+json`."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from chassis.observability.context import request_id

CONTENT_TYPE = "application/problem+json"

CLASH = "This clashes with a change that was made at the same time. Read again, then repeat it."
DATABASE_AWAY = "The database does not answer now."
RETRY_SECONDS = "2"

CODES = {
    400: "bad_request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    409: "conflict",
    412: "precondition_failed",
    413: "payload_too_large",
    415: "unsupported_media_type",
    422: "unprocessable",
    428: "precondition_required",
    429: "rate_limited",
    500: "internal_error",
    503: "service_unavailable",
}


def problem(
    status: int,
    *,
    code: str = "",
    detail: str = "",
    instance: str = "",
    errors: Iterable[Mapping[str, str]] = (),
) -> dict[str, Any]:
    """Return a problem body; `errors` are the fields that were refused (attr, code, detail)."""
    code = code or CODES.get(status, "error")
    body: dict[str, Any] = {
        "type": f"/problems/{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or HTTPStatus(status).description or HTTPStatus(status).phrase,
        "instance": instance,
        "code": code,
        "request_id": request_id(),
    }
    rows = [dict(error) for error in errors]
    return {**body, "errors": rows} if rows else body
