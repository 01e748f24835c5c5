"""Ask every other service for its part of a request's way."""

from typing import Any


def ask(request_id: str) -> dict[str, dict[str, Any] | None]:
    """Return each other service's part; None of one that does not answer."""
    return {}
