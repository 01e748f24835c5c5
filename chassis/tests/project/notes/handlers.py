"""What the tiny service does about its own events: it writes down what it heard."""

import os
import signal
from dataclasses import dataclass
from uuid import UUID

from chassis.events import Envelope, handler, ignore
from chassis.observability.context import request_id
from chassis.tests.project.notes.models import Heard


@dataclass(frozen=True)
class NoteSeen:
    """What is read of an event of a note."""

    note_id: UUID
    text: str


@handler("chassis.note_told.v1")
def on_note_told(event: NoteSeen, about: Envelope) -> None:
    """Hear it, or fail as the text says."""
    if event.text == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if event.text == "fail":
        raise RuntimeError("This one is never heard.")
    text = "much too long " * 100 if event.text == "break" else event.text
    _hear(about, text)


@handler("chassis.note_counted.v1", batch=True)
def on_notes_counted(events: list[tuple[NoteSeen, Envelope]]) -> None:
    """Hear many at once, or none."""
    if any(event.text == "fail" for event, _ in events):
        raise RuntimeError("This batch is never heard.")
    Heard.objects.bulk_create(
        Heard(event_id=about.id, subject=about.subject, version=about.version, text=event.text)
        for event, about in events
    )


def _hear(about: Envelope, text: str) -> None:
    Heard.objects.create(
        event_id=about.id,
        subject=about.subject,
        version=about.version,
        text=text,
        request_id=request_id(),
    )


ignore("chassis.note_whispered.v1")
