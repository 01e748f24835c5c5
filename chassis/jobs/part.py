"""What the background process does for jobs."""

from chassis.jobs import bell, leases
from chassis.jobs.actions import CHANNEL
from chassis.jobs.ticker import Ticker
from chassis.listening import Ear
from chassis.observability import context, log


class JobsPart(Ear):
    """Takes jobs of lost workers back, begins scheduled ones, and rings for all that wait.

    It turns at once when a job is enqueued. The bell is last: Redis may be away.
    """

    name = "jobs"

    def __init__(self) -> None:
        super().__init__(CHANNEL)
        self._ticker = Ticker()

    def turn(self) -> bool:
        """Sweep, tick, ring."""
        if swept := leases.sweep():
            log.warning("jobs_taken_back", count=swept)
        begun = self._ticker.tick()
        context.begin("", part=self.name)
        return bell.ring() + swept + begun > 0
