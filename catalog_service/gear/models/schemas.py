"""What a category says of the specs of its products: a small part of JSON Schema.

`{"properties": {"memory_gb": {"type": "integer", "minimum": 1}}, "required": ["memory_gb"]}`. No
patterns and no references: whatever it says, to check a product by it takes no time.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

MOST_FIELDS = 50
MOST_CHOICES = 200
LONGEST_TEXT = 200

KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
_TEXTS = ("title", "description")
_NUMBERS = ("minimum", "maximum")
_LENGTHS = ("minLength", "maxLength")
_WORDS = {"type", "enum", "format", *_TEXTS, *_NUMBERS, *_LENGTHS}
_OUTSIDE = {"type", "properties", "required", "additionalProperties"}


class Broken(NamedTuple):
    """A field of some specs that is not as it should be, and why."""

    field: str
    detail: str


def is_field_schema(schema: Any) -> None:
    """Refuse a schema that this is none, and say where."""
    if wrong := next(_mistakes(schema), None):
        raise ValidationError(wrong, code="not_a_schema")


def broken_by(specs: Mapping[str, Any], schemas: Iterable[Mapping[str, Any]]) -> Iterator[Broken]:
    """Yield what of some specs is not as schemas say; of a field the last of them counts."""
    told = list(schemas)
    fields = {name: field for each in told for name, field in each.get("properties", {}).items()}
    for name in dict.fromkeys(name for each in told for name in each.get("required", ())):
        if name not in specs:
            yield Broken(name, "This is needed.")
    for name, value in specs.items():
        if name in fields:
            if why := _why_not(value, fields[name]):
                yield Broken(name, why)
        elif any(each.get("additionalProperties") is False for each in told):
            yield Broken(name, f"There is no such field. There are: {', '.join(sorted(fields))}.")


def _why_not(value: Any, field: Mapping[str, Any]) -> str:
    """Say why a field does not take a value; nothing if it does."""
    kind = field.get("type")
    if kind and not _is(value, kind):
        return f"This is no {kind}."
    if "enum" in field and not any(_same(value, each) for each in field["enum"]):
        return f"Choose from: {', '.join(map(str, field['enum']))}."
    if isinstance(value, str):
        return _text(value, field)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _amount(value, field)
    return ""


def _text(value: str, field: Mapping[str, Any]) -> str:
    if len(value) < field.get("minLength", 0):
        return f"This is shorter than {field['minLength']} letters."
    if len(value) > field.get("maxLength", math.inf):
        return f"This is longer than {field['maxLength']} letters."
    if field.get("format") == "date" and not _is_day(value):
        return "This is no day, as 2026-01-31 is."
    return ""


def _amount(value: float, field: Mapping[str, Any]) -> str:
    if value < field.get("minimum", -math.inf):
        return f"This is less than {field['minimum']}."
    if value > field.get("maximum", math.inf):
        return f"This is more than {field['maximum']}."
    return ""


def _mistakes(schema: Any) -> Iterator[str]:
    if not isinstance(schema, dict):
        yield "This is not a JSON object."
        return
    for name in sorted(schema.keys() - _OUTSIDE):
        yield f"{name}: there is no such word here. There are: {', '.join(sorted(_OUTSIDE))}."
    if schema.get("type", "object") != "object":
        yield "type: this is always object."
    if not isinstance(schema.get("additionalProperties", True), bool):
        yield "additionalProperties: this is true or false."
    fields = schema.get("properties", {})
    if not isinstance(fields, dict) or len(fields) > MOST_FIELDS:
        yield f"properties: this is an object of at most {MOST_FIELDS} fields."
        return
    required = schema.get("required", [])
    if not isinstance(required, list) or not all(
        isinstance(name, str) and name in fields for name in required
    ):
        yield "required: this is a list of names that stand in properties."
    for name, field in fields.items():
        if not name.strip() or len(name) > LONGEST_TEXT:
            yield f"properties: a name has 1 to {LONGEST_TEXT} letters."
        yield from (f"properties.{name}{wrong}" for wrong in _mistakes_of(field))


def _mistakes_of(field: Any) -> Iterator[str]:
    if not isinstance(field, dict):
        yield ": this is not a JSON object."
        return
    for name in sorted(field.keys() - _WORDS):
        yield f".{name}: there is no such word here. There are: {', '.join(sorted(_WORDS))}."
    kind = field.get("type")
    if kind is not None and kind not in KINDS:
        yield f".type: choose from: {', '.join(KINDS)}."
    for name in _TEXTS:
        if not isinstance(field.get(name, ""), str) or len(field.get(name, "")) > LONGEST_TEXT:
            yield f".{name}: this is a text of at most {LONGEST_TEXT} letters."
    for name in _NUMBERS:
        if not _is(field.get(name, 0), "number"):
            yield f".{name}: this is no number."
    for name in _LENGTHS:
        if not _is(field.get(name, 0), "integer") or field.get(name, 0) < 0:
            yield f".{name}: this is no whole number from 0 on."
    if field.get("format", "date") != "date":
        yield ".format: this can only be date."
    yield from _mistakes_of_choices(field.get("enum", ["x"]), kind)


def _mistakes_of_choices(choices: Any, kind: Any) -> Iterator[str]:
    if not isinstance(choices, list) or not 0 < len(choices) <= MOST_CHOICES:
        yield f".enum: this is a list of 1 to {MOST_CHOICES} values."
    elif choices != ["x"] and not all(
        _is(each, kind) if kind in KINDS else isinstance(each, str | int | float)
        for each in choices
    ):
        yield f".enum: each of these is a {kind or 'text, a number or true or false'}."


def _is(value: Any, kind: str) -> bool:
    """Tell whether a value is of a kind; JSON's true is no number, its 2.0 is a whole one."""
    if isinstance(value, bool):
        return kind == "boolean"
    if kind == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, KINDS[kind])


def _same(value: Any, other: Any) -> bool:
    return isinstance(value, bool) == isinstance(other, bool) and bool(value == other)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
