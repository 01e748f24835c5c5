"""What flows may ask of this service, and what its own ask of others."""

from typing import Any

import msgspec
import yaml
from django.conf import settings
from django.db.models import Choices

from chassis.sagas.flows import Ask, Flow, flows
from chassis.sagas.steps import Door, steps, undos

SCHEMA = "#/components/schemas/{name}"
Reference = dict[str, Any]


class Nothing(msgspec.Struct, forbid_unknown_fields=True):
    """Nothing that anybody has to know."""


def as_yaml() -> str:
    """Return the document as YAML, the same bytes for the same declarations."""
    return yaml.safe_dump(document(), sort_keys=False, allow_unicode=True, width=100)


def document() -> dict[str, Any]:
    """Return each step with what it reads, what it makes and when it says no; and what is asked."""
    doors = dict(sorted(steps.items()))
    shapes = [shape for door in doors.values() for shape in (door.shape, door.makes or Nothing)]
    references, schemas = msgspec.json.schema_components(
        shapes, schema_hook=_choices, ref_template=SCHEMA
    )
    of_steps = zip(doors.items(), references[::2], references[1::2], strict=True)
    return {
        "title": f"Kitroom {settings.SERVICE_TITLE}: steps",
        "steps": {name: _step(name, door, *told) for (name, door), *told in of_steps},
        "asks": {f"{flow.name} {flow.version}": _asks(flow) for flow in flows.values()},
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def _step(name: str, door: Door, asked: Reference, made: Reference) -> dict[str, Any]:
    return {
        "summary": _first_line(door.do),
        "asked": dict(asked),  # no two of one object: YAML would link them
        "made": dict(made),
        "is_taken_back": name in undos,
        "refuses": {error.code: _first_line(error) for error in door.refuses},
    }


def _asks(flow: Flow) -> list[dict[str, str]]:
    asked = (step for step in flow.steps if isinstance(step, Ask) and step.at)
    return [{"of": step.at, "step": step.name} for step in asked]


def _choices(what: type) -> dict[str, Any]:
    if issubclass(what, Choices):
        return {"enum": list(what.values)}
    raise NotImplementedError


def _first_line(what: Any) -> str:
    return (what.__doc__ or "").strip().partition("\n")[0]
