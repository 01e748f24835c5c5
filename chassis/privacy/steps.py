"""What flows may ask of every service: to forget somebody, and whether it is done.

The work is a job, because it reads every table; whoever asks comes again until it is over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.auth import Caller
from chassis.jobs import enqueue
from chassis.jobs.models import Job, Status
from chassis.privacy.errors import NotForgotten, NothingToForget, StillForgetting
from chassis.sagas import step


@dataclass(frozen=True, kw_only=True)
class Whom:
    """Whom to forget, by which words, and what to say instead; the erasure has an id."""

    erasure: UUID
    subject: UUID
    words: Sequence[str]
    names: Sequence[str]
    called: str


@dataclass(frozen=True, kw_only=True)
class Which:
    """Which erasure."""

    erasure: UUID


@step("privacy.forget")
def forget(asked: Whom, *, by: Caller, at: datetime) -> dict[str, str]:
    """Begin to forget somebody."""
    whom = {"subject": str(asked.subject), "called": asked.called}
    words = {"words": list(asked.words), "names": list(asked.names)}
    job = enqueue("privacy.forget", by=by, key=_key(asked.erasure), **whom, **words)
    return {"job": str(job.pk)}


@step("privacy.forgotten")
def forgotten(asked: Which, *, by: Caller, at: datetime) -> dict[str, Any]:
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
