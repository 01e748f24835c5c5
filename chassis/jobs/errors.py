"""What can be wrong with a job."""

from chassis.errors import Conflict, NotFound


class UnknownJob(LookupError):
    """No app of this service registers a job of this name."""


class JobIsOver(Conflict):
    """The job is over; there is nothing left to cancel."""

    code = "job_is_over"


class NothingToRetry(Conflict):
    """The job waits, runs or succeeded: there is nothing to try again."""

    code = "nothing_to_retry"


class NoResultFile(NotFound):
    """This job has no result file, or not yet."""
