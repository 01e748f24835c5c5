"""A resource's strong ETag is its version; `If-Match` and `If-None-Match` are compared with it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from chassis.headers import PlainAnswer, put


class PreconditionFailed(APIException):
    """Someone changed it since you read it. Read it again, then repeat the change."""

    status_code = 412
    default_detail = __doc__
    default_code = "precondition_failed"


class PreconditionRequired(APIException):
    """Send `If-Match` with the ETag that you read, so that nobody's change is lost."""

    status_code = 428
    default_detail = __doc__
    default_code = "precondition_required"


def etag(resource: Any) -> str:
    """Return the ETag of a row with a version."""
    return tag(resource.version)


def tag(version: int) -> str:
    """Return the ETag of a version."""
    return f'"{version}"'


def check_if_match(request: Request, resource: Any, *, required: bool = False) -> None:
    """Refuse a change whose `If-Match` names another version."""
    header = request.META.get("HTTP_IF_MATCH")
    if header is None and required:
        raise PreconditionRequired
    if header is not None and not _names(header, etag(resource)):
        raise PreconditionFailed


def not_modified(
    request: Request | HttpRequest, version: int, headers: Mapping[str, str] | None = None
) -> HttpResponse | None:
    """Return a 304 if the reader already has this version."""
    here = tag(version)
    if not _names(request.META.get("HTTP_IF_NONE_MATCH", ""), here):
        return None
    answer = PlainAnswer(status=304, content_type="", headers=headers)
    del answer["Content-Type"]
    put(answer, "ETag", here)
    return answer


def _names(header: str, wanted: str) -> bool:
    """Tell whether a header names a tag; the `W/` of a proxy that compresses is ignored."""
    tags = [part.strip().removeprefix("W/") for part in header.split(",")]
    return "*" in tags or wanted in tags
