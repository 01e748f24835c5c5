"""Running: a worker claims the next job and writes down how it ended. All without Celery."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chassis.jobs import actions, leases, running
from chassis.jobs.models import Job, Priority, Status
from chassis.observability import context
from chassis.tests.jobs.conftest import ANA, done, planted, waiting
from chassis.tests.project.notes.models import Note


def test_a_job_ends_with_its_result(db):
    Note.objects.create(title="Tidy")

    ended = done(waiting())

    assert (ended.status, ended.result) == (Status.SUCCEEDED, {"notes": 1})
    assert ended.progress == {"done": 2, "total": 2}
    assert ended.started_at <= ended.finished_at
    assert (ended.tries, ended.worker, ended.lease_until) == (1, "test", None)
    assert str(ended) == f"notes.count {ended.id}"


def test_a_named_error_ends_it_as_a_problem(db):
    ended = done(waiting(end="named"))

    assert (ended.status, ended.tries) == (Status.FAILED, 1)
    assert (ended.error["code"], ended.error["detail"]) == ("conflict", "There are too many notes.")


def test_a_crash_lets_it_wait_for_another_try_and_tells_no_secrets(db):
    ended = done(waiting(end="broken"))

    assert (ended.status, ended.error["code"]) == (Status.QUEUED, "internal_error")
    assert "secret" not in str(ended.error)


def test_a_job_that_succeeds_at_last_shows_no_error(db):
    crashed = planted(tries=3, error={"code": "internal_error"})

    assert (done(crashed).status, crashed.error) == (Status.SUCCEEDED, None)


@pytest.mark.parametrize(("tries", "least", "most"), [(0, 1.5, 2.5), (1, 3, 5), (3, 12, 20)])
def test_the_more_tries_it_had_the_longer_it_waits(db, tries, least, most):
    before = timezone.now()

    crashed = done(planted(parameters={"end": "broken"}, tries=tries))

    after = timezone.now()
    pause = timedelta(seconds=least), timedelta(seconds=most)
    assert before + pause[0] <= crashed.run_after <= after + pause[1]


def test_after_five_tries_it_is_dead(db):
    crashed = planted(parameters={"end": "broken"}, tries=4)

    ended = done(crashed)

    assert (ended.status, ended.tries, ended.error["status"]) == (Status.DEAD, 5, 500)
    assert ended.finished_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_result_that_is_no_json_counts_as_a_crash():
    assert done(waiting(end="odd")).error["code"] == "internal_error"


def test_a_job_of_an_unknown_name_waits_for_a_worker_that_knows_it(db):
    unknown = planted(name="notes.of_the_next_version", priority=Priority.HIGH)
    known = waiting()

    for _ in range(leases.MOST_TRIES + 1):
        Job.objects.filter(id=unknown.id).update(run_after=timezone.now())
        running.run_next()

    unknown.refresh_from_db()
    known.refresh_from_db()
    assert (unknown.status, unknown.tries, unknown.fence) == (Status.QUEUED, 0, 0)
    assert known.status == Status.SUCCEEDED


def test_a_second_ring_does_nothing(db):
    job = done(waiting())

    running.run_next()

    assert Job.objects.get().version == job.version


def test_what_a_job_writes_has_its_owner_and_request_in_its_history(db, door):
    @door
    def write(progress, **_):
        Note.objects.create(title="Written by a job")

    done(planted(request_id="the-first-request"))

    (event,) = Note.pgh_event_model.objects.select_related("pgh_context")
    assert event.pgh_context.metadata == {"actor": "ana", "request_id": "the-first-request"}


def test_what_a_job_causes_says_so(db, door):
    origins = []
    door(lambda progress, **_: origins.append(context.origin()))

    job = done(planted(request_id="the-first-request"))

    assert origins == [
        {"actor": "ana", "request_id": "the-first-request", "caused_by": str(job.id)}
    ]


def test_a_waiting_job_that_is_cancelled_never_starts(db):
    job = waiting()

    actions.cancel(job=job, by=ANA, at=timezone.now())

    assert done(job).status == Status.CANCELLED
    assert job.started_at is None


def test_a_running_job_that_is_cancelled_stops_at_its_next_step(db, door):
    @door
    def cancelled(progress, **_):
        actions.cancel(job=job, by=ANA, at=timezone.now())
        progress.advance(1, 2)
        raise AssertionError("it went on")

    job = waiting()

    ended = done(job)

    assert (ended.status, ended.error) == (Status.CANCELLED, None)


def test_while_the_database_is_away_the_job_is_left_to_the_sweeper(db, monkeypatch):
    def away(*args):
        raise running.Error("the server closed the connection")

    monkeypatch.setattr(leases, "try_again", away)

    assert done(waiting(end="broken")).status == Status.RUNNING
