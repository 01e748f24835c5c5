"""A projection that was never built is built, as soon as its source answers."""

import time
from datetime import UTC, datetime
from threading import Event

from chassis.auth import Caller
from chassis.clients import UpstreamAway, UpstreamRefused
from chassis.jobs import enqueue
from chassis.projections.models import Projection, Upkeep
from chassis.projections.registry import projections
from chassis.projections.source import Source

SHORTEST_PAUSE = 2.0
LONGEST_PAUSE = 60.0
BUILDER = Caller(id="projections", kind="service")


class FirstBuilds:
    """The part that looks, ever more rarely, until every projection is built.

    A source that is not up yet is no error.
    """

    name = "projections"

    def __init__(self) -> None:
        self._woken = Event()
        self._due = 0.0
        self._pause = SHORTEST_PAUSE
        self._is_done = False

    def turn(self) -> bool:
        """Have what is missing built, if it is time to look."""
        if not self._is_done and time.monotonic() >= self._due:
            missing = unbuilt()
            for model in missing:
                have_built(model)
            self._is_done = not missing
            self._due = time.monotonic() + self._pause
            self._pause = min(2 * self._pause, LONGEST_PAUSE)
        return False

    def wait(self, seconds: float) -> None:
        """Sleep."""
        self._woken.wait(seconds)
        self._woken.clear()

    def wake(self) -> None:
        """End the sleep."""
        self._woken.set()


def unbuilt() -> list[type[Projection]]:
    """Return the projections that were never built."""
    built = set(Upkeep.objects.exclude(built_at=None).values_list("feed", flat=True))
    return [model for feed, model in projections().items() if feed not in built]


def have_built(model: type[Projection]) -> None:
    """Ask for the build, if the source answers."""
    try:
        Source(model).page(None, limit=1)
    except (UpstreamAway, UpstreamRefused):
        return
    # One job an hour at most, so that one that failed for good is not the last.
    key = f"projections.first_build:{model.feed}:{datetime.now(UTC):%Y-%m-%dT%H}"
    enqueue("projections.rebuild", by=BUILDER, key=key, feed=model.feed)
