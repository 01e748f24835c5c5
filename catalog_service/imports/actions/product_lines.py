"""What a line says of a product."""

import json
from typing import Any, NoReturn

from catalog_service.gear.actions import PortRow, ProductRow
from catalog_service.imports.actions.fields import Form, Reason, RowRefused

KNOWN = (
    "manufacturer", "model", "part_number", "u_height", "weight", "weight_unit", "comments",
    "ports",
)  # fmt: skip
MOST_PORTS = 200
WEIGHT_UNITS = ("kg", "g", "lb", "oz")


def read(text: str) -> ProductRow:
    """Return what a line says, or refuse it with all reasons at once."""
    form = Form(_object(text))
    form.know(KNOWN)
    specs = {
        "part_number": form.text("part_number", longest=100),
        "u_height": form.number("u_height"),
        "weight": form.number("weight"),
        "weight_unit": form.choice("weight_unit", WEIGHT_UNITS),
    }
    row = ProductRow(
        manufacturer=form.text("manufacturer", longest=90, required=True) or "",
        model=form.text("model", longest=100, required=True) or "",
        specs={name: value for name, value in specs.items() if value is not None},
        notes=form.text("comments", longest=10_000),
        ports=_ports(form),
    )
    if form.reasons:
        raise RowRefused(form.reasons)
    return row


def _object(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
        json.dumps(data, ensure_ascii=False).encode()  # half of a surrogate pair cannot be stored
    except (ValueError, RecursionError) as error:
        raise RowRefused([Reason("", "not_json", "The line is not JSON.")]) from error
    if not isinstance(data, dict):
        raise RowRefused([Reason("", "not_an_object", "The line is no JSON object.")])
    return data


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _ports(form: "Form") -> tuple[PortRow, ...] | None:
    items = form.data.get("ports")
    if items is None:
        return None
    if not isinstance(items, list) or len(items) > MOST_PORTS:
        form.refuse("ports", "invalid", f"This is no list of at most {MOST_PORTS} ports.")
        return None
    ports = [_port(form.inside(f"ports.{index}", item)) for index, item in enumerate(items)]
    if len({(port.kind, port.slug) for port in ports}) < len(ports):
        form.refuse("ports", "twice", "A port is listed twice.")
    return tuple(ports)


def _port(form: "Form") -> PortRow:
    form.know(("kind", "type", "count"))
    return PortRow(
        kind=form.slug("kind", longest=50),
        slug=form.slug("type", longest=100, required=True),
        count=form.count("count"),
    )
