"""Enqueueing: a row in the caller's transaction, and nothing else."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from chassis import jobs
from chassis.jobs.errors import UnknownJob
from chassis.jobs.models import Job, Priority, Status
from chassis.jobs.registry import job
from chassis.observability import context
from chassis.testing.threads import at_once
from chassis.tests.conftest import NOTES, WRITE
from chassis.tests.jobs.conftest import ANA, done, planted, waiting


def test_a_job_is_enqueued_with_its_owner_and_request(ana):
    answer = ana.post(f"{NOTES}count/", {}, headers={"X-Request-ID": "the-first-request"})

    job = answer.json()
    assert (answer.status_code, job["status"]) == (202, "queued")
    assert (job["owner"], job["request_id"]) == (ana.caller_id, "the-first-request")
    assert (job["progress"], job["tries"]) == ({"done": 0, "total": 0}, 0)


def test_a_job_knows_where_it_came_from(db):
    context.begin("the-first-request", caller="ana", job_id="the-first-job")

    assert waiting().origin == {
        "request_id": "the-first-request",
        "actor": "ana",
        "caused_by": "the-first-job",
    }
    context.begin("")


def test_a_program_may_have_a_long_name(as_caller):
    name = "a" * 100  # the longest client_id
    program = as_caller(scopes=WRITE, id=name, client_id=name)

    answer = program.post(f"{NOTES}count/", {}, headers={"Idempotency-Key": "a-key"})

    assert (answer.status_code, answer.json()["owner"]) == (202, name)


def test_a_job_is_enqueued_while_redis_is_away(ana, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"

    assert ana.post(f"{NOTES}count/", {}).status_code == 202


def test_a_job_is_enqueued_with_its_transaction_or_not_at_all(db):
    with transaction.atomic():
        waiting()
        transaction.set_rollback(True)

    assert not Job.objects.exists()


def test_a_name_that_nobody_registers_is_not_enqueued(db):
    with pytest.raises(UnknownJob, match=r"No job is called notes\.burn\. There are: .*count"):
        jobs.enqueue("notes.burn", by=ANA)


def test_two_jobs_cannot_have_one_name():
    with pytest.raises(ValueError, match=r"Two jobs are called notes\.count"):
        job("notes.count")(lambda progress: None)


def test_the_same_key_twice_is_one_job(db):
    first, again = waiting(key="once", end="well"), waiting(key="once", end="named")

    assert first.id == again.id
    assert Job.objects.get().parameters == {"end": "well"}


@pytest.mark.django_db(transaction=True)
def test_the_same_key_at_the_same_moment_is_one_job():
    ids = at_once(*[lambda: waiting(key="once").id] * 4)

    assert len(set(ids)) == 1
    assert Job.objects.count() == 1


def test_a_key_is_kept_when_its_job_is_over(db):
    over = planted(key="once", status="succeeded")

    assert waiting(key="once").id == over.id


def test_a_job_waits_from_now_with_an_ordinary_priority(db):
    job = waiting()

    assert job.priority == Priority.NORMAL
    assert job.run_after is not None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("words", [{}, {"key": "once"}])
def test_the_background_process_is_called_when_the_job_is_committed(words):
    with connection.cursor() as cursor:
        cursor.execute("LISTEN jobs")
    raw = connection.connection
    raw.notifies.clear()

    waiting(**words)

    raw.poll()
    assert len(raw.notifies) == 1


def test_a_job_may_wait_for_a_while(db):
    waits = waiting(after=timezone.now() + timedelta(minutes=1))

    assert done(waits).status == Status.QUEUED
    assert done(waiting()).status == Status.SUCCEEDED
