"""What flows may ask of telling."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.auth import Caller
from chassis.sagas import step
from tasks_service.telling import actions
from tasks_service.telling.models import Kind


@dataclass(frozen=True, kw_only=True)
class Word:
    """Whom to tell what."""

    person: UUID
    about: UUID
    title: str
    kind: Kind = Kind.READY
    text: str = ""


@step("telling.tell")
def tell(asked: Word, *, by: Caller, at: datetime) -> None:
    """Tell somebody; what was said is said."""
    actions.tell(
        people=[asked.person],
        kind=asked.kind,
        by=by,
        title=asked.title[:200],
        about=asked.about,
        text=asked.text,
    )
