"""The tables of events."""

from chassis.events.models.groups import ReadingGroup
from chassis.events.models.inbox import ConsumerPosition, InboxEntry
from chassis.events.models.letters import DeadLetter, LetterStatus, Reason
from chassis.events.models.outbox import OutboxEvent, StreamHead

__all__ = [
    "ConsumerPosition",
    "DeadLetter",
    "InboxEntry",
    "LetterStatus",
    "OutboxEvent",
    "ReadingGroup",
    "Reason",
    "StreamHead",
]
