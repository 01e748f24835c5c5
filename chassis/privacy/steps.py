"""What flows may ask of every service: to forget somebody, and whether it is done.

The work is a job, because it reads every table; whoever asks comes again until it is over.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.auth import Caller
from chassis.jobs import enqueue
from chassis.jobs.models import Job, Status
from chassis.privacy.errors import NotForgotten, NothingToForget, StillForgetting
from chassis.sagas import step


@dataclass(frozen=True, kw_only=True)
class Which:
    """Which erasure, of those that who asks knows of."""

    erasure: UUID


@dataclass(frozen=True, kw_only=True)
class Begun:
    """The job that does it."""

    job: UUID


@step("privacy.forget")
def forget(asked: Which, *, by: Caller, at: datetime) -> Begun:
    """Begin to forget somebody."""
    words = {"erasure": str(asked.erasure), "of": by.id}
    job = enqueue("privacy.forget", by=by, key=_key(asked.erasure), **words)
    return Begun(job=job.pk)


@step("privacy.forgotten", refuses=[NothingToForget])
def forgotten(asked: Which, *, by: Caller, at: datetime) -> dict[str, int]:
    """Tell how much was forgotten, when it is done."""
    job = Job.objects.filter(key=_key(asked.erasure)).first()
    if job is None:
        raise NothingToForget
    if job.status == Status.SUCCEEDED:
        return dict(job.result or {})
    if job.status in (Status.QUEUED, Status.RUNNING):
        raise StillForgetting
    raise NotForgotten


def _key(erasure: UUID) -> str:
    return f"privacy:{erasure}"
