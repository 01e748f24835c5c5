"""The row recovers what a job lost; what is old is forgotten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chassis import jobs
from chassis.ids import uuid7
from chassis.jobs import running as workers
from chassis.jobs.models import Job
from chassis.jobs.models import Status as JobStatus
from chassis.operations import readings
from chassis.operations.parts import sagas
from chassis.sagas import sweeping
from chassis.sagas.models import Outcome, Receipt, Saga, Status
from chassis.testing.outbox import told
from chassis.tests.sagas.conftest import ANA, closed, gone_on

NOW = timezone.now()


def late(saga, **fields):
    Saga.objects.filter(pk=saga.pk).update(due_at=NOW - timedelta(hours=1), **fields)
    return saga


def waiting_jobs():
    return Job.objects.filter(name="sagas.advance", status=JobStatus.QUEUED).count()


def test_a_job_goes_on_with_a_flow(keep):
    workers.run_next()

    keep.refresh_from_db()
    assert (keep.position, keep.job.status) == (2, JobStatus.SUCCEEDED)


def test_a_flow_whose_job_is_gone_gets_another(keep):
    Job.objects.all().delete()

    assert sweeping.sweep() == 0  # it may come yet
    assert (late(keep) and sweeping.sweep(), waiting_jobs()) == (1, 1)


def test_a_flow_that_waits_is_looked_after_now_and_then(keep):
    workers.run_next()

    assert (late(keep) and sweeping.sweep(), waiting_jobs()) == (1, 1)


def test_a_flow_whose_job_waits_is_left_to_it(keep):
    assert (late(keep) and sweeping.sweep(), waiting_jobs()) == (0, 1)


@pytest.mark.parametrize("status", [JobStatus.DEAD, JobStatus.FAILED, JobStatus.CANCELLED])
def test_a_flow_whose_job_broke_for_good_needs_somebody(keep, status):
    told()
    Job.objects.update(status=status, error={"detail": "It broke."})

    late(keep)
    sweeping.sweep()

    keep.refresh_from_db()
    assert (keep.status, keep.error["detail"]) == (Status.NEEDS_ATTENTION, "It broke.")
    assert [type for type, _, _ in told()] == ["chassis.saga_stuck.v1"]


def test_what_is_over_or_needs_somebody_is_left_alone(keep):
    late(keep, status=Status.NEEDS_ATTENTION, job=None)

    assert sweeping.sweep() == 0


def test_the_sweeper_and_the_forgetting_are_jobs(db):
    ends = [jobs.enqueue(name, by=ANA) for name in ("sagas.sweep", "sagas.forget_old")]

    for _ in ends:
        workers.run_next()

    assert [Job.objects.get(pk=job.pk).result for job in ends] == [
        {"woken": 0},
        {"sagas": 0, "receipts": 0},
    ]


def test_what_is_over_for_a_year_is_forgotten(keep):
    closed(gone_on(keep))
    old = start_of(keep, finished_at=NOW - timedelta(days=366))
    start_of(keep, finished_at=NOW)

    assert sweeping.forget_sagas(at=NOW) == 1
    assert not Saga.objects.filter(pk=old.pk).exists()


def test_receipts_are_kept_longer_than_any_flow(db):
    for days in (1094, 1096):
        at = NOW - timedelta(days=days)
        Receipt.objects.create(saga=uuid7(), step="x", outcome=Outcome.DONE, asked_at=at)

    assert sweeping.forget_receipts(at=NOW) == 1


def test_figures_tell_of_flows_that_need_somebody_and_that_are_late(keep):
    assert not readings.read_all([sagas.PART])[0].is_red

    late(keep)
    assert readings.read_all([sagas.PART])[0].is_red

    Saga.objects.update(status=Status.NEEDS_ATTENTION)
    [reading] = readings.read_all([sagas.PART])
    red = [str(figure.title) for figure in reading.figures if figure.is_red]
    assert red == ["needs attention"]


def start_of(saga, **fields):
    words = {"flow": saga.flow, "flow_version": 1, "status": Status.DONE, "due_at": NOW}
    return Saga.objects.create(**words, subject="other", owner=ANA.id, **fields)
