"""The part of the background process that sees to jobs."""

import pytest
from django.utils import timezone

from chassis.jobs import bell, ticker
from chassis.jobs.models import Job, Slot, Status
from chassis.jobs.part import JobsPart
from chassis.tests.jobs.conftest import lost


@pytest.fixture
def rung(monkeypatch):
    """Return how often Celery was rung, turn for turn."""
    counts = []
    monkeypatch.setattr(bell, "_send", counts.append)
    return counts


def test_a_turn_takes_back_begins_and_rings(db, rung):
    lost()
    Slot.objects.create(schedule="jobs.forget_old", slot=timezone.now().replace(year=2020))
    part = JobsPart()

    assert [part.turn(), part.turn()] == [True, False]

    assert rung == [2]
    assert set(Job.objects.values_list("name", "status")) == {
        ("notes.count", Status.QUEUED),
        ("jobs.forget_old", Status.QUEUED),
    }


def test_while_redis_is_away_jobs_are_taken_back_and_begun_all_the_same(db, monkeypatch):
    def away(count):
        raise ConnectionError

    monkeypatch.setattr(bell, "_send", away)
    monkeypatch.setattr(ticker.Ticker, "tick", lambda self: 0)
    lost()

    with pytest.raises(ConnectionError):
        JobsPart().turn()

    assert Job.objects.get().status == Status.QUEUED
