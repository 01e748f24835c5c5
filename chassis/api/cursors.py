"""The place in a list that a cursor names: the last row's values in the list's own order."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError as FieldError
from django.db.models import Model
from rest_framework.exceptions import ValidationError

from chassis.api.ordering import Column


@dataclass(frozen=True)
class Cursor:
    """Where a page starts: after `place`, going back or on."""

    ordering: str
    back: bool
    place: tuple[Any, ...]

    def __str__(self) -> str:
        """Return the opaque text that clients send back."""
        place = [v if isinstance(v, bool | int | str) else str(v) for v in self.place]
        state = {"o": self.ordering, "b": self.back, "p": place}
        raw = json.dumps(state, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def at(row: Model, ordering: str, order: Sequence[Column], *, back: bool) -> Cursor:
    """Return the cursor of a row."""
    return Cursor(ordering, back, tuple(column.value(row) for column in order))


def parse(text: str, ordering: str, order: Sequence[Column]) -> Cursor | None:
    """Return the cursor that a client sent, or refuse it with a 400."""
    if not text:
        return None
    try:
        state = _decode(text)
        if state["o"] != ordering:
            raise ValueError("a cursor of another ordering")
        pairs = zip(order, state["p"], strict=True)
        place = tuple(column.field.to_python(value) for column, value in pairs)
        if None in place:
            raise ValueError("a place without a value")
    except (ValueError, KeyError, TypeError, binascii.Error, FieldError) as error:
        detail = "This cursor does not belong to this list and ordering. Start without one."
        raise ValidationError({"cursor": [detail]}) from error
    return Cursor(ordering, state["b"] is True, place)


def _decode(text: str) -> dict[str, Any]:
    raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    state = json.loads(raw)
    if not isinstance(state, dict):
        raise ValueError("not a cursor")
    return state
