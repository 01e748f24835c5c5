"""What a service knows of others, for tests: without events, streams or another service."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from chassis.events.models import ConsumerPosition
from chassis.projections.applying import apply
from chassis.projections.models import Projection, Upkeep


def of(model: type[Projection], id: Any, *, version: int = 1, **fields: Any) -> Projection:
    """Let a projection know a row."""
    row = model(id=UUID(str(id)), version=version, **fields)
    apply([row])
    return row


def until(model: type[Projection], at: datetime) -> None:
    """Let a projection be built, and know everything until then."""
    Upkeep.objects.update_or_create(feed=model.feed, defaults={"built_at": at})
    ConsumerPosition.objects.update_or_create(
        stream=f"events:{model.source}", group=settings.SERVICE, defaults={"fresh_at": at}
    )
