"""The bell: Celery is rung for every job that waits, again when the ring was lost."""

from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from chassis.jobs import bell
from chassis.jobs.models import Job, Status
from chassis.jobs.worker import RUN


@pytest.fixture
def rung(monkeypatch):
    """Return the ids that Celery was rung for."""
    ids = []

    def send(name, args, queue, retry):
        assert (name, queue, retry) == (RUN, "chassis.default", False)
        ids.extend(args)

    monkeypatch.setattr(current_app, "send_task", send)
    return ids


def job(**fields):
    return Job.objects.create(name="notes.count", owner="ana", **fields)


def test_it_rings_once_for_each_waiting_job_oldest_first(db, rung):
    first, second = job(), job()

    assert (bell.ring(), bell.ring()) == (2, 0)

    assert rung == [str(first.id), str(second.id)]


def test_it_rings_again_when_a_ring_was_lost(db, rung):
    lost = job(rung_at=timezone.now() - timedelta(seconds=16))
    job(rung_at=timezone.now() - timedelta(seconds=5))

    assert bell.ring() == 1
    assert rung == [str(lost.id)]


@pytest.mark.parametrize(
    ("waits", "last_rung", "again"),
    [
        ({"hours": 1}, {"minutes": 14}, False),
        ({"hours": 1}, {"minutes": 16}, True),
        ({"days": 3}, {"minutes": 59}, False),
        ({"days": 3}, {"minutes": 61}, True),
    ],
)
def test_the_longer_a_job_waits_the_rarer_it_rings(db, rung, waits, last_rung, again):
    now = timezone.now()
    job(created_at=now - timedelta(**waits), rung_at=now - timedelta(**last_rung))

    assert bool(bell.ring()) is again


def test_a_ring_is_no_new_version_of_the_job(db, rung):
    waiting = job()

    bell.ring()

    told = Job.objects.get()
    assert told.rung_at is not None
    assert (told.version, told.updated_at) == (waiting.version, waiting.updated_at)


@pytest.mark.parametrize("status", [status for status in Status if status != Status.QUEUED])
def test_it_does_not_ring_for_what_does_not_wait(db, rung, status):
    job(status=status)

    assert bell.ring() == 0


def test_while_redis_is_away_no_job_counts_as_rung(db, monkeypatch):
    def away(*args, **words):
        raise ConnectionError

    waiting = job()
    monkeypatch.setattr(current_app, "send_task", away)

    with pytest.raises(ConnectionError):
        bell.ring()

    waiting.refresh_from_db()
    assert waiting.rung_at is None
