"""Background work: the database row is the record, Celery only the doorbell.

A verb enqueues a job by its name, in its own transaction. `jobs.py` of an app is the door that the
worker comes in by. The request never touches Redis.
"""

from typing import TYPE_CHECKING, Any

from chassis.jobs.registry import Cancelled, LeaseLost, Progress, job
from chassis.jobs.schedules import schedule

if TYPE_CHECKING:
    from chassis.jobs.models import Job

__all__ = ["Cancelled", "LeaseLost", "Progress", "enqueue", "job", "schedule"]


def enqueue(name: str, /, **words: Any) -> "Job":
    """Write a job in the caller's transaction; a worker does it after the commit."""
    from chassis.jobs import actions  # models: not before the apps are ready

    return actions.enqueue(name, **words)
