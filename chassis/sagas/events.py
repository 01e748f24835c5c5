"""What flows tell: that one began, ended, or needs somebody."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings

from chassis.events import Event
from chassis.events.handling import ignore, producers


@dataclass(frozen=True, kw_only=True)
class SagaEvent(Event):
    """What all of them tell."""

    subject: ClassVar[str] = "saga_id"

    saga_id: UUID
    flow: str
    about: str
    person: UUID | None
    status: str

    @classmethod
    def of(cls, saga: Any) -> Self:
        """Return what others may know of a flow."""
        return cls(
            saga_id=saga.id,
            flow=saga.flow,
            about=saga.subject,
            person=saga.person,
            status=saga.status,
            version=saga.version,
        )


@dataclass(frozen=True, kw_only=True)
class SagaStarted(SagaEvent):
    """A flow began."""

    type: ClassVar[str] = f"{settings.SERVICE}.saga_started.v1"


@dataclass(frozen=True, kw_only=True)
class SagaStuck(SagaEvent):
    """A flow needs somebody: it failed again and again, or there is no way back."""

    type: ClassVar[str] = f"{settings.SERVICE}.saga_stuck.v1"


@dataclass(frozen=True, kw_only=True)
class SagaEnded(SagaEvent):
    """A flow is over: done, or taken back."""

    type: ClassVar[str] = f"{settings.SERVICE}.saga_ended.v1"


def pass_over_those_of_others() -> None:
    """Say that flows of other services are known; who wants to hear of one has a handler."""
    for event in (SagaStarted, SagaStuck, SagaEnded):
        fact = event.type.removeprefix(settings.SERVICE)
        ignore(*(f"{producer}{fact}" for producer in producers()))
