"""What a document must say of each operation, as functions that return what is amiss."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from tests.checkout import ROOT

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is quicker, where it is

METHODS = ("get", "post", "put", "patch", "delete")
BODY = "application/problem+json"
# Lists that are always one page.
WHOLE = {"/accounts/api/v1/roles/": "the few roles that there are"}


@dataclass(frozen=True)
class Operation:
    """One method of one path in its document."""

    path: str
    method: str
    said: dict[str, Any]
    document: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def parameters(self) -> dict[str, dict[str, Any]]:
        """The parameters by name."""
        return {parameter["name"]: parameter for parameter in self.said.get("parameters", ())}

    @property
    def is_list(self) -> bool:
        """Whether it answers a page of rows."""
        content = self.said["responses"].get("200", {}).get("content", {})
        schema = resolve(content.get("application/json", {}).get("schema", {}), self.document)
        return "next" in schema.get("properties", {})


@cache
def document(package: str) -> Any:
    """Return the committed document of a service."""
    text = (ROOT / package / "openapi.yaml").read_text()
    return yaml.load(text, Loader=LOADER)  # noqa: S506 -- both are safe


def resolve(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """Return the schema that a reference names."""
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return schema


def operations(document: dict[str, Any]) -> list[Operation]:
    """Return every operation of a document."""
    return [
        Operation(path, method, said, document)
        for path, methods in document["paths"].items()
        for method, said in methods.items()
        if method in METHODS
    ]


def undescribed(operation: Operation) -> list[str]:
    """Return what an operation does not say of itself."""
    names = ("operationId", "description", "tags")
    return [f"{operation}: no {name}" for name in names if not operation.said.get(name)]


def undeclared(operation: Operation) -> list[str]:
    """Return the problems that an operation can answer and does not declare."""
    responses = operation.said["responses"]
    return [
        f"{operation}: no {status}"
        for status in sorted(expected(operation))
        if BODY not in responses.get(status, {}).get("content", {})
    ]


def expected(operation: Operation) -> set[str]:
    """Return the statuses of the problems that an operation can answer."""
    wanted = {"400", "401", "403", "429"}
    if "{" in operation.path:
        wanted.add("404")
    if operation.method != "get":
        wanted.add("409")
    if operation.method in {"put", "patch", "delete"}:
        wanted.add("412")
    if "Idempotency-Key" in operation.parameters:
        wanted.add("422")
    return wanted


def unpaged(operation: Operation) -> list[str]:
    """Return the page parameters that a list does not declare."""
    if not operation.is_list or operation.path in WHOLE:
        return []
    missing = {"limit", "cursor", "ordering"} - operation.parameters.keys()
    return [f"{operation}: no {name}" for name in sorted(missing)]


def misplaced(operation: Operation, prefix: str) -> list[str]:
    """Return an operation whose path is not below its service's prefix, or lacks the last slash."""
    fits = operation.path.startswith(f"{prefix}api/v1/") and operation.path.endswith("/")
    return [] if fits else [f"{operation} is misplaced"]


def unlimited(operation: Operation) -> list[str]:
    """Return the strings of a request that may be of any length."""
    schemas = [("body", body["schema"]) for body in _bodies(operation).values()]
    schemas += [(name, said["schema"]) for name, said in operation.parameters.items()]
    leaves = (leaf for name, schema in schemas for leaf in _leaves(schema, name, operation))
    found = {place for place, schema in leaves if _is_endless(schema)}
    return [f"{operation}: {place} has no limit" for place in sorted(found)]


def ids(operation: Operation) -> list[str]:
    """Return where the JSON that an operation reads has an id: `asset`, `lines[].asset`."""
    body = _bodies(operation).get("application/json", {"schema": {}})
    leaves = _leaves(body["schema"], "", operation)
    return sorted({place[1:] for place, schema in leaves if schema.get("format") == "uuid"})


def _bodies(operation: Operation) -> dict[str, Any]:
    found: dict[str, Any] = operation.said.get("requestBody", {}).get("content", {})
    return found


def _is_endless(schema: dict[str, Any]) -> bool:
    bounds = {"maxLength", "enum", "format"}
    return schema.get("type") == "string" and bounds.isdisjoint(schema)


def _leaves(
    schema: dict[str, Any], place: str, operation: Operation
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield all that a schema reads, each with its place in it."""
    schema = resolve(schema, operation.document)
    if schema.get("readOnly"):
        return
    yield place, schema
    for name, child in schema.get("properties", {}).items():
        yield from _leaves(child, f"{place}.{name}", operation)
    for child in (*schema.get("allOf", ()), *schema.get("oneOf", ()), *schema.get("anyOf", ())):
        yield from _leaves(child, place, operation)
    for inner in ("items", "additionalProperties"):
        if isinstance(schema.get(inner), dict):
            yield from _leaves(schema[inner], f"{place}[]", operation)
