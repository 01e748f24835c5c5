"""What history tells of a row: its fields in their wire form."""

from datetime import datetime
from typing import Any

from django.db.models import Field

from chassis.defaults import WIRE_DATETIME

UNTOLD = {"id", "version", "updated_at"}


def told(event: Any) -> dict[str, Any]:
    """Return the fields that an event kept, without what every event has."""
    fields = [field for field in event._meta.fields if not field.name.startswith("pgh_")]
    kept = [field for field in fields if field.name not in UNTOLD]
    return {field.attname: _plain(field, getattr(event, field.attname)) for field in kept}


def _plain(field: "Field[Any, Any]", value: Any) -> Any:
    if isinstance(value, int) and field.choices:  # a number so that it sorts; the wire says a name
        return str(dict(field.flatchoices).get(value, value)).lower().replace(" ", "_")
    if isinstance(value, datetime):
        return value.strftime(WIRE_DATETIME)
    return value if isinstance(value, bool | int | list | dict | None) else str(value)
