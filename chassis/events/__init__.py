"""Facts that services tell each other: outbox → relay → Redis Streams → inbox.

A verb publishes an event in its own transaction; `events.py` of an app declares it. `handlers.py`
of an app in another service is the door that it comes in by. No request ever touches Redis.
"""

from chassis.events.envelope import Envelope
from chassis.events.event import Event
from chassis.events.handling import handler, ignore
from chassis.events.outbox import publish

__all__ = ["Envelope", "Event", "handler", "ignore", "publish"]
