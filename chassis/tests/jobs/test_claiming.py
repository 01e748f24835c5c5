"""Claiming: the best waiting job, by one worker only."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from chassis.jobs import leases
from chassis.jobs.models import Priority, Status
from chassis.testing.threads import at_once
from chassis.tests.jobs.conftest import planted, waiting


def test_the_most_urgent_is_next_then_the_oldest(db):
    low, first, second = (
        waiting(priority=priority) for priority in (Priority.LOW, Priority.NORMAL, Priority.NORMAL)
    )
    high = waiting(priority=Priority.HIGH)

    order = [leases.claim().id for _ in range(4)]

    assert order == [high.id, first.id, second.id, low.id]
    assert leases.claim() is None


def test_a_job_that_is_to_wait_is_not_taken_before_its_time(db):
    planted(run_after=timezone.now() + timedelta(minutes=1), priority=Priority.HIGH)
    now = planted()

    assert leases.claim().id == now.id
    assert leases.claim() is None


def test_a_claim_counts_the_try_and_the_fence_and_begins_a_lease(db):
    planted(tries=2, fence=7)
    before = timezone.now()

    job = leases.claim()

    after = timezone.now()
    assert (job.status, job.tries, job.fence, job.worker) == (Status.RUNNING, 3, 8, "test")
    assert before <= job.lease_until - leases.LEASE <= after


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same_job():
    jobs = {waiting().id for _ in range(4)}

    taken = at_once(*[leases.claim] * 4)

    assert {job.id for job in taken} == jobs


@pytest.mark.django_db(transaction=True)
def test_a_job_that_somebody_is_changing_is_passed_over():
    changing, free = waiting(), waiting()

    with transaction.atomic():
        type(changing).objects.select_for_update().get(id=changing.id)
        (taken,) = at_once(leases.claim)

    assert taken.id == free.id
