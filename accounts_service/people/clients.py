"""What accounts ask the other services of somebody."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from chassis.clients import Upstream

OTHERS = ("tasks", "catalog")  # every other service of services.toml
SECONDS = 10.0


def sections_at(service: str) -> list[dict[str, str]]:
    """Return what a service may know of somebody."""
    found: list[dict[str, str]] = _ask(service, "")
    return found


def rows_at(service: str, section: str, person: UUID) -> Iterator[dict[str, Any]]:
    """Return what a service knows of somebody in a section, page by page."""
    cursor: str | None = ""
    while cursor is not None:
        words = {"subject": str(person), **({"cursor": cursor} if cursor else {})}
        page = _ask(service, f"{section}/", **words)
        yield from page["results"]
        cursor = page["next"]


def _ask(service: str, path: str, **params: str) -> Any:
    where = f"/internal/privacy/sections/{path}"
    asked = Upstream(service).get(where, params=params, timeout=SECONDS, deadline=2 * SECONDS)
    return asked.json()
