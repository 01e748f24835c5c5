"""The bell: Celery is rung for every job that waits, again when the ring was lost."""

import json
from base64 import b64decode
from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis import Redis

from chassis.jobs import bell
from chassis.jobs.models import Job, Status
from chassis.jobs.worker import RUN
from chassis.testing.worker import redis_url
from chassis.tests.jobs.conftest import planted
from chassis.tests.project.celery import app as _the_current_app  # noqa: F401


@pytest.fixture
def rung(monkeypatch):
    """Return how often Celery was rung, turn for turn."""
    counts = []
    monkeypatch.setattr(bell, "_send", counts.append)
    return counts


@pytest.fixture
def redis(monkeypatch):
    """Return a Redis that the bell rings in."""
    monkeypatch.setattr(current_app.conf, "broker_write_url", redis_url(19))
    with Redis.from_url(redis_url(19)) as client:
        client.flushdb()
        yield client


job = planted


def minutes_ago(minutes):
    return timezone.now() - timedelta(minutes=minutes)


def test_it_rings_once_for_each_waiting_job(db, rung):
    job(), job()

    assert (bell.ring(), bell.ring()) == (2, 0)

    assert rung == [2]


def test_it_rings_again_when_a_ring_was_lost(db, rung):
    lost = job(rung_at=timezone.now() - timedelta(seconds=16))
    job(rung_at=timezone.now() - timedelta(seconds=5))

    assert bell.ring() == 1
    assert Job.objects.get(id=lost.id).rung_at > lost.rung_at


def test_it_rings_for_a_job_when_its_time_comes(db, rung):
    later = job(run_after=timezone.now() + timedelta(seconds=5))

    assert bell.ring() == 0
    Job.objects.filter(id=later.id).update(run_after=timezone.now())
    assert bell.ring() == 1


@pytest.mark.parametrize(
    ("waits", "last_rung", "again"),
    [(60, 14, False), (60, 16, True), (4320, 59, False), (4320, 61, True)],
)
def test_the_longer_a_job_waits_the_rarer_it_rings(db, rung, waits, last_rung, again):
    job(run_after=minutes_ago(waits), rung_at=minutes_ago(last_rung))

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
    monkeypatch.setattr(current_app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    waiting = job()

    with pytest.raises(OperationalError):
        bell.ring()

    waiting.refresh_from_db()
    assert waiting.rung_at is None


def test_a_ring_is_a_message_that_says_nothing(db, redis):
    job(), job()

    bell.ring()

    messages = [json.loads(text) for text in redis.lrange("chassis.default", 0, -1)]
    assert [message["headers"]["task"] for message in messages] == [RUN, RUN]
    assert all(json.loads(b64decode(message["body"]))[:2] == [[], {}] for message in messages)
