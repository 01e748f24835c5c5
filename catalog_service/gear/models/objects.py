"""JSON objects that people write, and the database can hold."""

import json
from typing import Any

from django.core.exceptions import ValidationError

LONGEST = 16_384


def is_small_object(specs: Any) -> None:
    """Refuse what is no JSON object, is too long, or the database could not hold."""
    if not isinstance(specs, dict):
        raise ValidationError("This is not a JSON object.", code="not_an_object")
    try:
        text = json.dumps(specs, allow_nan=False, ensure_ascii=False)
        size = len(text.encode())
    except (ValueError, RecursionError) as error:
        detail = "Infinity, NaN, half characters and endless nesting are not JSON."
        raise ValidationError(detail) from error
    if size > LONGEST:
        raise ValidationError(f"At most {LONGEST} bytes of JSON.", code="max_length")
    if "\\u0000" in text:
        raise ValidationError("The JSON holds a NUL character.")
