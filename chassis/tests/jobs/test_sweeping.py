"""Sweeping and letting go: no job stays with a worker that cannot end it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from chassis.jobs import leases, stopping
from chassis.jobs.models import Job, Status
from chassis.testing.threads import at_once
from chassis.tests.jobs.conftest import lost, planted


def test_the_job_of_a_lost_worker_waits_again_and_is_rung_for(db):
    job = lost(rung_at=timezone.now())

    assert leases.sweep() == 1

    job.refresh_from_db()
    assert (job.status, job.tries, job.rung_at) == (Status.QUEUED, 1, None)
    assert job.error["detail"] == "The worker gone stopped answering in try 1 of 5."
    assert leases.claim().fence == 3


def test_after_five_lost_workers_it_is_dead(db):
    job = lost(tries=5)

    leases.sweep()

    job.refresh_from_db()
    assert (job.status, job.error["code"]) == (Status.DEAD, "worker_lost")
    assert leases.sweep() == 0


def test_the_job_of_a_living_worker_stays(db):
    lost(lease_until=timezone.now() + timedelta(seconds=5))

    assert leases.sweep() == 0


@pytest.mark.parametrize("status", [status for status in Status if status != Status.RUNNING])
def test_what_does_not_run_is_not_swept(db, status):
    lost(status=status)

    assert leases.sweep() == 0


@pytest.mark.django_db(transaction=True)
def test_two_sweepers_take_a_job_back_once():
    lost()

    assert sorted(at_once(leases.sweep, leases.sweep)) == [0, 1]


def test_a_worker_that_is_told_to_stop_gives_back_its_jobs_and_no_others(db):
    future = timezone.now() + timedelta(seconds=10)
    own = lost(worker="tasks-worker-1", lease_until=future, tries=2)
    others = lost(worker="tasks-worker-2", lease_until=future)

    assert leases.let_go("tasks-worker-1") == 1

    own.refresh_from_db()
    others.refresh_from_db()
    assert (own.status, own.tries) == (Status.QUEUED, 1)
    assert others.status == Status.RUNNING


class Timer:
    """A timer that a test lets ring."""

    daemon = False

    def __init__(self, seconds, call):
        self.seconds, self.call = seconds, call
        Timer.started = self

    def start(self):
        self.is_started = True


@pytest.fixture
def ended(monkeypatch):
    """Return what was killed and how the process would have ended."""
    ends = []

    class Child:
        pid = 4711

    monkeypatch.setattr(stopping, "Timer", Timer)
    monkeypatch.setattr(stopping, "active_children", lambda: [Child])
    monkeypatch.setattr(stopping.os, "kill", lambda pid, number: ends.append(pid))
    monkeypatch.setattr(stopping.os, "_exit", lambda status: ends.append(f"exit {status}"))
    return ends


@pytest.mark.django_db(transaction=True)
def test_a_stopping_worker_lets_go_at_once_and_ends_at_its_limit(ended):
    lost(worker="test")

    stopping.stop_in_time()
    first = Job.objects.get()
    leases.claim()
    Timer.started.call()

    assert (first.status, Timer.started.seconds) == (Status.QUEUED, 5.0)
    assert ended == [4711, "exit 0"]
    assert Job.objects.get().status == Status.QUEUED


@pytest.mark.django_db(transaction=True)
def test_a_stopping_worker_stops_although_the_database_is_away(ended, monkeypatch):
    def away(worker):
        raise DatabaseError("away")

    monkeypatch.setattr(leases, "let_go", away)

    stopping.stop_in_time()
    Timer.started.call()

    assert ended == [4711, "exit 0"]
    assert planted().status == Status.QUEUED
