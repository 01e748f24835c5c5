"""Calling handlers: in order, with the event's request and actor as the context of all they do."""

from collections.abc import Iterable, Sequence
from contextvars import copy_context

import pghistory

from chassis.events.envelope import Envelope
from chassis.events.sorting import Received
from chassis.observability import context

ARRIVAL = ("method", "path", "gateway_at", "received_at")


def apply(received: Sequence[Received]) -> None:
    """Give events to their handlers; a batch handler gets all of its own at once."""
    for own in _by_consumer(received):
        if own[0].handler.is_batch:
            copy_context().run(_call, own)
        else:
            for each in own:
                copy_context().run(_call, [each])


def _by_consumer(received: Iterable[Received]) -> list[list[Received]]:
    groups: dict[str, list[Received]] = {}
    for each in received:
        groups.setdefault(each.consumer, []).append(each)
    return list(groups.values())


def _call(received: list[Received]) -> None:
    """Call a handler; only within this call the context is that of its events."""
    first = received[0]
    about = first.about
    if any(each.about.request_id != about.request_id for each in received):
        context.begin("", consumer=first.consumer, events=len(received))
    else:
        _begin(about, first.consumer)
    with pghistory.context(actor=about.actor, request_id=context.request_id()):
        if first.handler.is_batch:
            first.handler.do([(each.event, each.about) for each in received])
        else:
            first.handler.do(first.event, about)


def _begin(about: Envelope, consumer: str) -> None:
    context.begin(
        about.request_id,
        arrival={name: about.origin.get(name, "") for name in ARRIVAL},
        event_id=str(about.id),
        event_type=about.type,
        caller=about.actor,
        consumer=consumer,
    )
