"""What becomes of every public event: something to tell."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.timezone import now

from chassis.events import Envelope, handler, ignore
from tasks_service.hooks import actions
from tasks_service.hooks.events import PRIVATE, PUBLIC


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """What is read of a person."""

    person_id: UUID
    is_active: bool


def on_public_event(events: list[tuple[dict[str, Any], Envelope]]) -> None:
    """Write down whom it is told, once each."""
    actions.take_down(facts=[actions.Fact(data, about) for data, about in events], at=now())


for name in PUBLIC:
    handler(name, batch=True)(on_public_event)


@handler("accounts.person_changed.v1")
def on_person_left(person: Leaving, about: Envelope) -> None:
    """Tell nothing more to webhooks of somebody who has left."""
    if not person.is_active:
        actions.put_off_those_of(person=person.person_id)


ignore(*PRIVATE)
