"""What a line says of a product."""

import json
from typing import Any, NoReturn

from catalog_service.imports.actions.forms import Form, Reason, RowRefused
from chassis.tables.rows import MOST_COLUMNS

KNOWN = (
    "manufacturer", "model", "category", "part_number", "u_height", "weight", "weight_unit",
    "comments", "ports", "specs",
)  # fmt: skip
MOST_PORTS = 200
WEIGHT_UNITS = ("kg", "g", "lb", "oz")


def read(text: str) -> list[str | None]:
    """Return what a line says, in the order of a product's fields; refuse it with all reasons."""
    form = Form(_narrow(read_object(text)))
    part_number = form.text("part_number", longest=100)
    u_height, weight = form.number("u_height"), form.number("weight")
    weight_unit = form.choice("weight_unit", WEIGHT_UNITS)
    cells = [
        form.text("manufacturer", longest=90, required=True),
        form.text("model", longest=100, required=True),
        form.text("category", longest=100) or None,
        part_number,
        None if u_height is None else repr(u_height),
        None if weight is None else repr(weight),
        weight_unit,
        None,  # the lifetime is told in tables
        form.text("comments", longest=10_000),
        _ports(form),
        _specs(form),
        None,  # what is custom is in the specs
    ]
    form.know(KNOWN)  # last: many fields that nobody knows hide no other mistake
    if form.reasons.count:
        raise RowRefused(form.reasons.told())
    return cells


def read_object(text: str) -> dict[str, Any]:
    """Return the object that a line is, or refuse the line."""
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
        # Half of a surrogate pair cannot be stored; ASCII holds none unless it is escaped.
        if "\\u" in text:
            json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise RowRefused([Reason("", "not_json", "The line is not JSON.")]) from error
    if not isinstance(data, dict):
        raise RowRefused([Reason("", "not_an_object", "The line is no JSON object.")])
    return data


def _narrow(data: dict[str, Any]) -> dict[str, Any]:
    """Refuse a line of more fields than a table may have columns: no list of them would help."""
    if len(data) > MOST_COLUMNS:
        detail = f"The line has {len(data):,} fields, more than {MOST_COLUMNS}."
        raise RowRefused([Reason("", "too_many_fields", detail)])
    return data


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _specs(form: "Form") -> str | None:
    specs = form.data.get("specs")
    if specs is None:
        return None
    if not isinstance(specs, dict):
        form.refuse("specs", "not_an_object", "This is no JSON object.")
        return None
    return json.dumps(specs)


def _ports(form: "Form") -> str | None:
    items = form.data.get("ports")
    if items is None:
        return None
    if not isinstance(items, list) or len(items) > MOST_PORTS:
        form.refuse("ports", "invalid", f"This is no list of at most {MOST_PORTS} ports.")
        return None
    ports = [_port(form.inside(f"ports.{index}", item)) for index, item in enumerate(items)]
    if len({(port["kind"], port["type"]) for port in ports}) < len(ports):
        form.refuse("ports", "twice", "A port is listed twice.")
    return json.dumps(ports)


def _port(form: "Form") -> dict[str, Any]:
    form.know(("kind", "type", "count"))
    return {
        "kind": form.slug("kind", longest=50),
        "type": form.slug("type", longest=100, required=True),
        "count": form.count("count"),
    }
