"""Start-up checks: what this service declares is its own, and whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from chassis.events.event import Event, declared


@register("events")
def every_event_is_well_declared(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a type that is not `<service>.<fact>.v<n>`, and a subject that is no field."""
    return [message for event in declared.values() for message in _wrong(event)]


def _wrong(event: type[Event]) -> Iterator[CheckMessage]:
    name = event.__qualname__
    if not re.fullmatch(rf"{settings.SERVICE}\.[a-z][a-z_]*\.v[1-9][0-9]*", event.type):
        wanted = f"{settings.SERVICE}.<fact>.v<n>"
        yield Error(f"{name} is called {event.type}; it must be {wanted}.", id="events.E001")
    if not is_dataclass(event) or "__dataclass_params__" not in vars(event):
        yield Error(f"{name} is no dataclass.", id="events.E002")
    elif getattr(event, "subject", None) not in {field.name for field in fields(event)}:
        yield Error(f"{name}.subject names no field of it.", id="events.E003")
