"""OpenAPI from the views, with every promise of the chassis written into each operation."""

import re
from collections.abc import Iterable
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from chassis.api.filters import LONGEST, tells_the_row
from chassis.api.serializers import ResourceSerializer, when_asked

PROBLEM = {
    "type": "object",
    "description": "RFC 9457. `code` is for programs, `detail` for people; "
    "quote `request_id` when asking.",
    "required": ["type", "title", "status", "detail", "instance", "code", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "code": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["attr", "code", "detail"],
                "properties": {
                    "attr": {"type": "string"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}
WORDS = {
    "400": "A value or parameter was refused; `errors` names each.",
    "401": "No token, or one that is not valid here.",
    "403": "The token lacks the scope.",
    "404": "Nothing is here, or nothing that you may see.",
    "409": "It clashes with how things are now.",
    "412": "`If-Match` names another version than the current one.",
    "413": "The body is too large.",
    "415": "The body's media type is not one of those declared.",
    "422": "The `Idempotency-Key` was used with another body.",
    "429": "Too many requests; `Retry-After` says when to come back.",
}
KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "maxLength": 255},
    OpenApiParameter.HEADER,
    description="Any text of your own, new for each new thing: a repeat gets the first answer.",
)
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="The ETag that you read."
)
CHOICE = [
    OpenApiParameter("fields", str, description="Only these fields, with commas between."),
    OpenApiParameter("omit", str, description="All fields but these, with commas between."),
]


class ProblemSchema(AutoSchema):
    """AutoSchema that knows `PUT` as partial, the chassis's headers, and the errors of a method."""

    def get_override_parameters(self) -> list[Any]:
        """Add the headers and parameters that the base views understand."""
        own = list(super().get_override_parameters())
        action = getattr(self.view, "action", "")
        if action in {"list", "retrieve"} or (action and tells_the_row(self.view)):
            own = [*CHOICE, *own]
        if self.method == "POST":
            return [KEY, *own]
        return [IF_MATCH, *own] if self.method in {"PUT", "PATCH", "DELETE"} else own

    def get_request_serializer(self) -> Any:
        """Describe the body of `PUT` as that of `PATCH`: what is left out stays as it is."""
        serializer: Any = super().get_request_serializer()
        if self.method == "PUT" and hasattr(serializer, "partial"):
            serializer.partial = True
        return serializer

    def _map_basic_serializer(self, serializer: Any, direction: str) -> Any:
        """Promise nothing of what is only shown to whoever asks for it."""
        schema = super()._map_basic_serializer(serializer, direction)  # type: ignore[no-untyped-call]
        hidden = when_asked(serializer) if isinstance(serializer, ResourceSerializer) else ()
        if hidden and "required" in schema:
            schema["required"] = [name for name in schema["required"] if name not in hidden]
        return schema

    def get_tags(self) -> list[str]:
        """Group operations by their collection."""
        collection, *_ = re.sub(self.path_prefix, "", self.path).strip("/").split("/")
        return [collection] if collection else super().get_tags()


def declare_problems(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Add the problem body, and to each operation the errors that it can answer."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            _limit(operation.get("parameters", ()))
            for status in sorted(_statuses(method, path)):
                operation["responses"].setdefault(status, _response(WORDS[status]))
    return result


def _limit(parameters: Iterable[dict[str, Any]]) -> None:
    """Say how long a parameter may be, where it is text that says nothing else of itself."""
    for parameter in parameters:
        schema = parameter["schema"].get("items", parameter["schema"])
        if schema.get("type") == "string" and not {"enum", "format", "maxLength"} & schema.keys():
            schema["maxLength"] = LONGEST


def _statuses(method: str, path: str) -> set[str]:
    always = {"400", "401", "403", "429"}
    one = {"404"} if "{" in path else set()
    match method:
        case "post":
            return always | one | {"409", "413", "415", "422"} | ({"412"} if one else set())
        case "put" | "patch":
            return always | one | {"409", "412", "413", "415"}
        case "delete":
            return always | one | {"409", "412"}
    return always | one


def _response(words: str) -> dict[str, Any]:
    body = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": words, "content": {"application/problem+json": body}}
