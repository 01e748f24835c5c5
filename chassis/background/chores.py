"""What the background process does, and how often."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from chassis.idempotency.forgetting import forget_old
from chassis.jobs import bell
from chassis.observability import heartbeat


@dataclass(frozen=True)
class Chore:
    """Something to do again after some seconds; `on_wake` also when the database calls."""

    name: str
    do: Callable[[], object]
    every_seconds: float
    on_wake: bool = False


CHORES = (
    Chore("heartbeat", heartbeat.beat, heartbeat.INTERVAL_SECONDS),
    Chore("ring_for_jobs", bell.ring, 2.0, on_wake=True),
    Chore("forget_old_keys", lambda: forget_old(timezone.now()), 3600.0),
)
