"""JSON as the API accepts it: what PostgreSQL could not hold is refused here, in words."""

import math
from io import BytesIO
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

DEEPEST = 32
MOST_BRACKETS = 20_000  # each is a list or an object, and takes up to 232 bytes of memory


class StrictJSONParser(JSONParser):
    """JSON without NaN, lone surrogates, NUL characters, more than 32 levels or 20,000 brackets."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, context: Any = None
    ) -> dict[str, Any]:
        """Return the parsed body."""
        body = stream.read()
        if body.count(b"[") + body.count(b"{") > MOST_BRACKETS:
            raise ParseError(TOO_MANY)
        try:
            data: dict[str, Any] = super().parse(BytesIO(body), media_type, context)
            _check(data)
        except UnicodeEncodeError as error:
            raise ParseError("The JSON holds half of a surrogate pair.") from error
        except RecursionError as error:
            raise ParseError(TOO_DEEP) from error
        return data


TOO_MANY = f"The JSON holds more than {MOST_BRACKETS:,} brackets."
TOO_DEEP = f"The JSON is nested deeper than {DEEPEST} levels."


def _check(value: Any, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise ParseError(TOO_DEEP)
    if isinstance(value, float) and not math.isfinite(value):
        raise ParseError("The JSON holds a number that is too large.")
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, dict):
        for key, item in value.items():
            _check(key, depth)
            _check(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth + 1)


def _check_text(text: str) -> None:
    text.encode()  # half of a surrogate pair has no bytes
    if "\x00" in text:
        raise ParseError("The JSON holds a NUL character.")
