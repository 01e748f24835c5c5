"""Validation errors, flattened: `{"items": [{}, {"n": […]}]}` becomes `attr: "items.1.n"`."""

from collections.abc import Iterator, Mapping
from typing import Any

WHOLE_BODY = "non_field_errors"


def flatten(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    """Yield one `{attr, code, detail}` for each message of a DRF error detail."""
    if isinstance(detail, Mapping):
        for key, value in detail.items():
            yield from flatten(value, path if key == WHOLE_BODY else _join(path, key))
    elif isinstance(detail, list):
        for index, value in enumerate(detail):
            nested = isinstance(value, Mapping | list)
            yield from flatten(value, _join(path, index) if nested else path)
    else:
        code = str(getattr(detail, "code", "invalid"))
        yield {"attr": path, "code": code, "detail": str(detail)}


def _join(path: str, key: object) -> str:
    return f"{path}.{key}" if path else str(key)
