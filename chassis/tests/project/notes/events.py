"""What the tiny service tells."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from chassis.events import Event


@dataclass(frozen=True, kw_only=True)
class NoteTold(Event):
    """A note was told to whoever listens."""

    type: ClassVar[str] = "chassis.note_told.v1"
    subject: ClassVar[str] = "note_id"
    note_id: UUID
    text: str


@dataclass(frozen=True, kw_only=True)
class NoteCounted(Event):
    """A note was counted."""

    type: ClassVar[str] = "chassis.note_counted.v1"
    subject: ClassVar[str] = "note_id"
    note_id: UUID
    text: str


@dataclass(frozen=True, kw_only=True)
class NoteWhispered(Event):
    """A note was whispered, which nobody hears."""

    type: ClassVar[str] = "chassis.note_whispered.v1"
    subject: ClassVar[str] = "note_id"
    note_id: UUID
