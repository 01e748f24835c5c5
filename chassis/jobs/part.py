"""What the background process does for jobs."""

from chassis.jobs import bell
from chassis.jobs.actions import CHANNEL
from chassis.listening import Ear


class JobsPart(Ear):
    """Rings for waiting jobs, at once when one is enqueued."""

    name = "jobs"

    def __init__(self) -> None:
        super().__init__(CHANNEL)

    def turn(self) -> bool:
        """Ring."""
        return bell.ring() > 0
