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
