"""What can be wrong with a job."""

from chassis.errors import Conflict


class UnknownJob(LookupError):
    """No app of this service registers a job of this name."""


class JobIsOver(Conflict):
    """The job is over; there is nothing left to cancel."""

    code = "job_is_over"
