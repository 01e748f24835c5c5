"""Jobs that tests plant, and doors that they open."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from chassis import jobs
from chassis.auth import Caller
from chassis.jobs import running
from chassis.jobs.models import Job, Status

JOBS = "/chassis/api/v1/jobs/"
ANA = Caller(id="ana")


def waiting(**words: Any) -> Job:
    """Enqueue a job that counts notes."""
    return jobs.enqueue("notes.count", by=ANA, **words)


def planted(**fields: Any) -> Job:
    """Return a row as it could be after a while."""
    return Job.objects.create(**{"name": "notes.count", "owner": "ana", **fields})


def lost(**fields: Any) -> Job:
    """Return a running job whose worker has shown no life for a minute."""
    ended = timezone.now() - timedelta(minutes=1)
    words = {"status": Status.RUNNING, "worker": "gone", "fence": 1, "tries": 1}
    return planted(**{**words, "lease_until": ended, **fields})


def done(job: Job) -> Job:
    """Let a worker take the next job; return how this one is then."""
    running.run_next()
    job.refresh_from_db()
    return job


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., Any]], None]:
    """Return a function that puts another door in the place of the one that counts notes."""

    def put(function: Callable[..., Any]) -> None:
        monkeypatch.setattr(running, "doors", {"notes.count": function})

    return put
