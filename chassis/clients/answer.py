"""What another service answered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chassis.clients.errors import Unreadable


@dataclass(frozen=True)
class Answer:
    """A whole answer: its status, its headers and its body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Return the body, read as JSON. Raises Unreadable."""
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise Unreadable from error

    @property
    def retry_after(self) -> float:
        """How many seconds it asks to be left alone; none unless it gives a number."""
        text = self.headers.get("Retry-After", "")
        return float(text) if text.isascii() and text.isdigit() else 0.0
