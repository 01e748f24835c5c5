"""How fresh a projection is: until when it knows everything that its source did."""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, QuerySet
from django.utils import timezone

from chassis.errors import Conflict
from chassis.events.models import ConsumerPosition
from chassis.projections.models import Projection, Upkeep

STALE_AFTER = timedelta(seconds=60)
LONGEST_WAIT_SECONDS = 30.0


class Behind(Conflict):
    """The events of the source are not read at the moment: nobody can tell what is missing."""

    code = "projection_behind"


def as_of(model: type[Projection]) -> "QuerySet[ConsumerPosition, datetime | None]":
    """Return, as a query, until when a projection knows everything; empty until it is built."""
    built = Upkeep.objects.filter(feed=model.feed, built_at__isnull=False)
    return _positions(model.source).filter(Exists(built)).values_list("fresh_at", flat=True)


def is_stale(at: datetime | None) -> bool:
    """Tell whether what was known until then may mislead by now."""
    return at is None or timezone.now() - at > STALE_AFTER


def wait_until(source: str, at: datetime) -> None:
    """Wait until everything that a service committed until then was applied here."""
    deadline = time.monotonic() + LONGEST_WAIT_SECONDS
    while not _positions(source).filter(fresh_at__gte=at).exists():
        if time.monotonic() > deadline:
            raise Behind
        time.sleep(0.1)


def _positions(source: str) -> QuerySet[ConsumerPosition]:
    return ConsumerPosition.objects.filter(stream=f"events:{source}", group=settings.SERVICE)
