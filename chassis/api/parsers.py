"""JSON as the API accepts it: what PostgreSQL could not hold is refused here, in words."""

import json
import math
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser
from rest_framework.utils.json import strict_constant

DEEPEST = 32
MOST_BRACKETS = 20_000  # each is a list or an object, and takes up to 232 bytes of memory


class StrictJSONParser(JSONParser):
    """JSON without NaN, lone surrogates, NUL characters, more than 32 levels or 20,000 brackets."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, context: Any = None
    ) -> dict[str, Any]:
        """Return the parsed body."""
        encoding = (context or {}).get("encoding", settings.DEFAULT_CHARSET)
        try:
            text = stream.read().decode(encoding)
            brackets = text.count("[") + text.count("{")
            if brackets > MOST_BRACKETS:
                raise ParseError(TOO_MANY)
            data: dict[str, Any] = _json.decode(text)
        except (ValueError, LookupError) as error:  # the latter of a charset that makes no text
            raise ParseError(f"JSON parse error - {error}") from error
        except RecursionError as error:
            raise ParseError(TOO_DEEP) from error
        # In UTF-8 nothing but an escape makes what is looked for.
        if brackets > DEEPEST or "\\u" in text or encoding != settings.DEFAULT_CHARSET:
            _check(data)
        return data


TOO_MANY = f"The JSON holds more than {MOST_BRACKETS:,} brackets."
TOO_DEEP = f"The JSON is nested deeper than {DEEPEST} levels."


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ParseError("The JSON holds a number that is too large.")
    return number


_json = json.JSONDecoder(parse_float=_finite, parse_constant=strict_constant)


def _check(value: Any, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise ParseError(TOO_DEEP)
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
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ParseError("The JSON holds half of a surrogate pair.") from error
    if "\x00" in text:
        raise ParseError("The JSON holds a NUL character.")
