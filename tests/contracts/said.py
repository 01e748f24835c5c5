"""What a service says and understands, told from inside of it: run with the settings of each."""

import dataclasses
import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

SAMPLES = {
    UUID: UUID("018f5f5e-0000-7000-8000-00000000000a"),
    datetime: datetime(2026, 3, 2, 12, tzinfo=UTC),
    str: "a text",
    int: 1,
    float: 1.5,
    bool: True,
}


DOCUMENTS = {
    "asyncapi.yaml": ("asyncapi",),
    "steps.yaml": ("steps",),
    "openapi.yaml": ("spectacular", "--validate", "--fail-on-warn"),
}


def write(folder: Path) -> None:
    """Write its documents, what it tells, and which migrations are missing."""
    from django.core.management import call_command

    for name, words in DOCUMENTS.items():
        call_command(*words, "--file", str(folder / name))
    (folder / "told.json").write_text(json.dumps(told()))
    with (folder / "migrations.txt").open("w") as missing, suppress(SystemExit):
        call_command("makemigrations", "--check", "--dry-run", stdout=missing)


def told() -> dict[str, Any]:
    """Return what this service sends, offers and keeps."""
    return {"events": events(), "feeds": feeds(), "projections": projections()}


def events() -> dict[str, list[tuple[str, str]]]:
    """Return samples of each event that this service declares: its subject, and its data."""
    from chassis.events.event import declared

    return {
        type: [_sent(event, nothing) for nothing in (False, True)]
        for type, event in declared.items()
    }


def _sent(event: Any, nothing: bool) -> tuple[str, str]:
    from chassis.events.outbox import _data

    told = sample(event, nothing=nothing)
    return str(getattr(told, event.subject)), _data(told)


def sample(event: type, *, nothing: bool) -> Any:
    """Return an event in which whatever may be nothing is, or is not."""
    hints = get_type_hints(event)
    fields = (field.name for field in dataclasses.fields(event))
    return event(**{name: _value(hints[name], nothing=nothing) for name in fields})


def _value(hint: Any, *, nothing: bool) -> Any:
    if isinstance(hint, UnionType):
        if nothing and NoneType in get_args(hint):
            return None
        hint = next(each for each in get_args(hint) if each is not NoneType)
    if get_origin(hint) is list:
        return [] if nothing else [_value(get_args(hint)[0], nothing=nothing)]
    return SAMPLES[hint]


def feeds() -> dict[str, str]:
    """Return the feeds that this service offers, each with the event that its rows are."""
    from django.urls import get_resolver

    from chassis.projections.feeds import feeds as offered

    assert get_resolver().url_patterns  # views offer them
    return {name: feed.fact.__self__.type for name, feed in offered.items()}


def projections() -> dict[str, list[str]]:
    """Return the projections that this service keeps: their sources, and what they read."""
    from chassis.events.handling import handlers
    from chassis.projections.registry import projections as kept
    from chassis.projections.registry import readings

    every = [handler for group in handlers.values() for handler in group]
    return {
        feed: [model.source, *(each.type for each in every if each.shape is readings[model].seen)]
        for feed, model in kept().items()
    }


def of_webhooks() -> tuple[list[str], list[str]]:
    """Return which events tasks tell others of, and which they knowingly do not."""
    from tasks_service.hooks.events import PRIVATE, PUBLIC

    return list(PUBLIC), list(PRIVATE)


def understood(samples: Path) -> dict[str, dict[str, list[str]]]:
    """Return what becomes of each event of a file here: who takes it, or why nobody can."""
    return {name: _understood(sent) for name, sent in json.loads(samples.read_text()).items()}


def _understood(sent: dict[str, Any]) -> dict[str, list[str]]:
    from chassis.events.handling import ignored, producers

    return {
        type: ["ignored"] if type in ignored else [end for one in some for end in _ends(type, *one)]
        for type, some in sent.items()
        if type.partition(".")[0] in producers()  # the others' streams are not read here
    }


def _ends(type: str, subject: str, data: str) -> list[str]:
    from chassis.events import Envelope
    from chassis.events.reading import Entry
    from chassis.events.sorting import Received, sort
    from chassis.events.wire import encode

    producer = type.partition(".")[0]
    about = Envelope(
        id=SAMPLES[UUID],
        source=producer,
        type=type,
        subject=subject,
        version=1,
        position=1,
        at=SAMPLES[datetime],
    )
    sorted_ = sort(Entry(f"events:{producer}", "1-0", encode(about, data)))
    return [
        f"taken by {each.consumer}"
        if isinstance(each, Received)
        else f"{each.reason}: {each.error}"
        for each in sorted_
    ]
