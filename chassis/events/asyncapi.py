"""AsyncAPI 3.0 of a service: what it sends, and which fields it reads of what others send."""

import dataclasses
from collections.abc import Iterable
from typing import Any

import msgspec
import yaml
from django.conf import settings

from chassis.events.event import Event, declared
from chassis.events.handling import Handler, handlers
from chassis.events.names import stream_of
from chassis.events.wire import CloudEvent

CONTENT = "application/cloudevents+json"
SCHEMA = "#/components/schemas/{name}"
WHOLE = "Passed on as it is."


def as_yaml() -> str:
    """Return the document as YAML, the same bytes for the same declarations."""
    return yaml.safe_dump(document(), sort_keys=False, allow_unicode=True, width=100)


def document() -> dict[str, Any]:
    """Return the document."""
    sent = sorted(declared.values(), key=lambda event: event.type)
    read = [each for type in sorted(handlers) for each in handlers[type]]
    shapes = {event.type: event for event in sent} | {_key(each): each.shape for each in read}
    names, schemas = _schemas([CloudEvent, *shapes.values()])
    messages = {key: _message(key, shape, names[shape]) for key, shape in shapes.items()}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": f"Kitroom {settings.SERVICE_TITLE}: events",
            "version": "1",
            "description": "CloudEvents 1.0 in Redis Streams; each entry has one field, `event`.",
        },
        "defaultContentType": CONTENT,
        "channels": _channels(sent, read),
        "operations": {**_sends(sent), **_receives(read)},
        "components": {"messages": messages, "schemas": schemas},
    }


def _key(handler: Handler) -> str:
    return f"{handler.type}-{handler.consumer}"


def _schemas(shapes: Iterable[type]) -> tuple[dict[type, dict[str, str]], dict[str, Any]]:
    distinct = list(dict.fromkeys(shapes))
    references, schemas = msgspec.json.schema_components(distinct, ref_template=SCHEMA)
    return dict(zip(distinct, references, strict=True)), dict(sorted(schemas.items()))


def _message(key: str, shape: type, reference: dict[str, str]) -> dict[str, Any]:
    type = key.partition("-")[0]
    own = {
        "type": {"const": type},
        "source": {"const": f"/{type.partition('.')[0]}"},
        "data": dict(reference),  # no two of one object: YAML would link them
    }
    envelope = {"$ref": SCHEMA.format(name=CloudEvent.__name__)}
    told = shape.__doc__ if dataclasses.is_dataclass(shape) else WHOLE
    return {
        "name": type,
        "summary": (told or "").strip().partition("\n")[0],
        "contentType": CONTENT,
        "payload": {"allOf": [envelope, {"type": "object", "properties": own}]},
    }


def _channels(sent: list[type[Event]], read: list[Handler]) -> dict[str, Any]:
    channels: dict[str, Any] = {}
    for key in [*(event.type for event in sent), *(_key(each) for each in read)]:
        producer = key.partition(".")[0]
        channel = channels.setdefault(producer, {"address": stream_of(producer), "messages": {}})
        channel["messages"][key] = {"$ref": f"#/components/messages/{key}"}
    return channels


def _sends(sent: list[type[Event]]) -> dict[str, Any]:
    return {f"send-{event.type}": _operation("send", event.type) for event in sent}


def _receives(read: list[Handler]) -> dict[str, Any]:
    return {f"receive-{_key(each)}": _operation("receive", _key(each)) for each in read}


def _operation(action: str, key: str) -> dict[str, Any]:
    channel = f"#/channels/{key.partition('.')[0]}"
    return {
        "action": action,
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/{key}"}],
    }
