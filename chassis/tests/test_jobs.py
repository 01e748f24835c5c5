"""Jobs: the row is the record. Everything here happens without Celery."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from chassis import jobs
from chassis.auth import Caller
from chassis.jobs import actions, running
from chassis.jobs.errors import UnknownJob
from chassis.jobs.models import Job, Status
from chassis.jobs.registry import job
from chassis.tests.conftest import NOTES, WRITE
from chassis.tests.project.notes.models import Note

JOBS = "/chassis/api/v1/jobs/"
ANA = Caller(id="ana")


def waiting(**parameters):
    return jobs.enqueue("notes.count", by=ANA, **parameters)


def done(job):
    running.run(str(job.id))
    job.refresh_from_db()
    return job


def test_a_job_is_enqueued_with_its_owner_and_request(ana):
    answer = ana.post(f"{NOTES}count/", {}, headers={"X-Request-ID": "the-first-request"})

    job = answer.json()
    assert (answer.status_code, job["status"]) == (202, "queued")
    assert (job["owner"], job["request_id"]) == (ana.caller_id, "the-first-request")
    assert job["progress"] == {"done": 0, "total": 0}


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
    with pytest.raises(UnknownJob, match=r"No job is called notes\.burn\. There are: notes\.count"):
        jobs.enqueue("notes.burn", by=ANA)


def test_two_jobs_cannot_have_one_name():
    with pytest.raises(ValueError, match=r"Two jobs are called notes\.count"):
        job("notes.count")(lambda progress: None)


def test_a_job_ends_with_its_result(db):
    Note.objects.create(title="Tidy")

    ended = done(waiting())

    assert (ended.status, ended.result) == (Status.SUCCEEDED, {"notes": 1})
    assert ended.progress == {"done": 2, "total": 2}
    assert ended.started_at <= ended.finished_at
    assert str(ended) == f"notes.count {ended.id}"


def test_a_named_error_ends_it_as_a_problem(db):
    ended = done(waiting(end="named"))

    assert ended.status == Status.FAILED
    assert (ended.error["code"], ended.error["detail"]) == ("conflict", "There are too many notes.")


def test_a_crash_ends_it_without_telling_secrets(db):
    ended = done(waiting(end="broken"))

    assert (ended.status, ended.error["code"]) == (Status.FAILED, "internal_error")
    assert "secret" not in str(ended.error)


@pytest.mark.django_db(transaction=True)
def test_a_result_that_is_no_json_ends_it_as_failed():
    assert done(waiting(end="odd")).status == Status.FAILED


def test_a_job_whose_door_is_gone_ends_as_failed(db):
    job = Job.objects.create(name="notes.forgotten", owner="ana")

    assert done(job).status == Status.FAILED


def test_a_second_ring_does_nothing(db):
    job = done(waiting())

    running.run(str(job.id))

    assert Job.objects.get().version == job.version


def test_a_ring_for_nothing_does_nothing(db):
    running.run("018f5f5e-0000-7000-8000-0000000000ff")

    assert not Job.objects.exists()


def test_what_a_job_writes_has_its_owner_and_request_in_its_history(db, monkeypatch):
    def write(progress, **_):
        Note.objects.create(title="Written by a job")

    monkeypatch.setattr(running, "doors", {"notes.write": write})
    done(Job.objects.create(name="notes.write", owner="ana", request_id="the-first-request"))

    (event,) = Note.pgh_event_model.objects.select_related("pgh_context")
    assert event.pgh_context.metadata == {"actor": "ana", "request_id": "the-first-request"}


def test_a_waiting_job_that_is_cancelled_never_starts(db):
    job = waiting()

    actions.cancel(job=job, by=ANA, at=timezone.now())

    assert done(job).status == Status.CANCELLED
    assert job.started_at is None


def test_a_running_job_that_is_cancelled_stops_at_its_next_step(db, monkeypatch):
    def door(progress, **_):
        actions.cancel(job=job, by=ANA, at=timezone.now())
        progress.advance(1, 2)
        raise AssertionError("it went on")

    monkeypatch.setattr(running, "doors", {"notes.count": door})
    job = waiting()

    ended = done(job)

    assert (ended.status, ended.error) == (Status.CANCELLED, None)


def test_a_job_that_is_over_cannot_be_cancelled(ana, refused):
    place = f"{JOBS}{ana.post(f'{NOTES}count/', {}).json()['id']}/"

    assert ana.post(f"{place}cancel/").json()["status"] == "cancelled"
    refused(ana.post(f"{place}cancel/"), 409, "job_is_over")


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ({"roles": ["member"]}, 0),
        ({"roles": ["technician"]}, 1),
        ({"roles": [], "id": "a-script", "client_id": "a-script"}, 1),
    ],
)
def test_members_see_their_own_jobs_and_the_desk_and_services_see_all(as_caller, who, seen):
    Job.objects.create(name="notes.count", owner="somebody")

    assert len(as_caller(scopes=["notes:read"], **who).get(JOBS).json()["results"]) == seen


@pytest.mark.parametrize("scopes", [(), ("openid",), ("notes:write",)])
def test_whoever_may_not_read_sees_no_jobs_not_even_at_the_desk(as_caller, refused, scopes):
    job = Job.objects.create(name="notes.count", owner="somebody")
    technician = as_caller(scopes=scopes, roles=["technician"])

    refused(technician.get(JOBS), 403, "forbidden")
    refused(technician.get(f"{JOBS}{job.id}/"), 403, "forbidden")


def test_whoever_may_not_write_cancels_nothing(as_caller, refused):
    job = Job.objects.create(name="notes.count", owner="somebody")

    body = refused(
        as_caller(scopes=["notes:read"]).post(f"{JOBS}{job.id}/cancel/"), 403, "forbidden"
    )

    assert body["detail"] == "This needs the scope notes:write."
    assert Job.objects.get().status == Status.QUEUED


def test_jobs_can_be_found_by_name_and_status(as_caller):
    Job.objects.create(name="notes.count", owner="somebody")
    reader = as_caller(scopes=["notes:read"])

    for query, found in (("status=queued", 1), ("status=failed", 0), ("name=notes.count", 1)):
        assert len(reader.get(f"{JOBS}?{query}").json()["results"]) == found


@pytest.mark.django_db(transaction=True)
def test_the_background_process_is_called_when_the_job_is_committed():
    with connection.cursor() as cursor:
        cursor.execute("LISTEN jobs")
    raw = connection.connection
    raw.notifies.clear()

    job = waiting()

    raw.poll()
    assert [notify.payload for notify in raw.notifies] == [str(job.id)]
