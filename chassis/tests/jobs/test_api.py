"""Jobs in the API: find them, cancel them, try them again, read what they left."""

from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from chassis.jobs.models import Job, Priority, Status
from chassis.tests.conftest import NOTES
from chassis.tests.jobs.conftest import JOBS, done, planted, waiting
from chassis.tests.project.notes.models import Note


@pytest.fixture
def reader(as_caller):
    """Return someone at the desk who may read, and nothing else."""
    return as_caller(scopes=["notes:read"])


def test_a_job_that_is_over_cannot_be_cancelled(ana, refused):
    place = f"{JOBS}{ana.post(f'{NOTES}count/', {}).json()['id']}/"

    assert ana.post(f"{place}cancel/").json()["status"] == "cancelled"
    refused(ana.post(f"{place}cancel/"), 409, "job_is_over")


@pytest.mark.parametrize("status", [Status.FAILED, Status.CANCELLED, Status.DEAD])
def test_a_job_that_ended_badly_can_be_tried_again_with_all_its_tries(ana, status):
    job = planted(status=status, tries=5, state={"line": 7}, finished_at=timezone.now())

    answer = ana.post(f"{JOBS}{job.id}/retry/").json()

    assert (answer["status"], answer["tries"], answer["finished_at"]) == ("queued", 0, None)
    assert (done(job).status, job.state) == (Status.SUCCEEDED, {"line": 7})


@pytest.mark.parametrize("status", [Status.QUEUED, Status.RUNNING, Status.SUCCEEDED])
def test_there_is_nothing_to_retry_in_a_job_that_is_well(ana, refused, status):
    job = planted(status=status)

    refused(ana.post(f"{JOBS}{job.id}/retry/"), 409, "nothing_to_retry")


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ({"roles": ["member"]}, 0),
        ({"roles": ["technician"]}, 1),
        ({"roles": [], "id": "a-script", "client_id": "a-script"}, 1),
    ],
)
def test_members_see_their_own_jobs_and_the_desk_and_services_see_all(as_caller, who, seen):
    planted(owner="somebody")

    assert len(as_caller(scopes=["notes:read"], **who).get(JOBS).json()["results"]) == seen


@pytest.mark.parametrize("scopes", [(), ("openid",), ("notes:write",)])
def test_whoever_may_not_read_sees_no_jobs_not_even_at_the_desk(as_caller, refused, scopes):
    job = planted()
    technician = as_caller(scopes=scopes, roles=["technician"])

    for place in (JOBS, *(f"{JOBS}{job.id}/{rest}" for rest in ("", "result/", "events/"))):
        refused(technician.get(place), 403, "forbidden")


@pytest.mark.parametrize("verb", ["cancel", "retry"])
def test_whoever_may_not_write_steers_nothing(reader, refused, verb):
    job = planted()

    body = refused(reader.post(f"{JOBS}{job.id}/{verb}/"), 403, "forbidden")

    assert body["detail"].startswith("This needs the scope notes:write. Ask for ")
    assert Job.objects.get().status == Status.QUEUED


NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=queued", 1),
        ("status=failed", 0),
        ("status__in=queued,dead", 1),
        ("name=notes.count", 1),
        ("priority=10", 1),
        ("priority=0", 0),
        ("owner=ana", 1),
        ("owner=ben", 0),
        ("request_id=the-first-request", 1),
        ("created_at__gte=2026-05-03T12:00:00Z", 1),
        ("created_at__lte=2026-05-03T12:00:00Z", 0),
        ("created_at__gte=2026-05-05T12:00:00Z", 0),
    ],
)
def test_jobs_can_be_found_by_what_they_are(reader, query, found):
    planted(priority=Priority.HIGH, request_id="the-first-request", created_at=NOON)

    assert len(reader.get(f"{JOBS}?{query}").json()["results"]) == found


@pytest.mark.parametrize("query", ["status=sleeping", "priority=5", "created_at__gte=soon"])
def test_a_filter_that_means_nothing_is_refused(reader, refused, query):
    refused(reader.get(f"{JOBS}?{query}"), 400, "invalid")


def test_a_job_leads_to_the_file_that_it_left(reader, db):
    Note.objects.create(title="Tidy")
    job = done(waiting())

    place = reader.get(f"{JOBS}{job.id}/").json()["result_url"]
    answer = reader.get(place)

    assert place == f"{JOBS}{job.id}/result/"
    assert answer["Content-Disposition"] == 'attachment; filename="notes.txt"'
    assert b"".join(answer.streaming_content) == b"Tidy\n"


def test_the_file_of_a_later_try_takes_the_place_of_an_earlier_one(db, settings):
    job = waiting()
    job.result_file.save("notes.txt", ContentFile(b"of an earlier try"))

    done(job)

    assert [path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*.txt")] == [b""]


def test_whom_a_job_does_not_exist_for_cannot_read_its_file(as_caller, refused):
    job = done(waiting())
    member = as_caller(scopes=["notes:read"], roles=["member"])

    for rest in ("", "result/", "events/"):
        refused(member.get(f"{JOBS}{job.id}/{rest}"), 404, "not_found")


def test_a_job_without_a_file_or_with_a_lost_one_has_nothing_to_read(reader, refused):
    job = planted()
    assert reader.get(f"{JOBS}{job.id}/").json()["result_url"] is None
    refused(reader.get(f"{JOBS}{job.id}/result/"), 404, "not_found")

    Job.objects.update(result_file="jobs/gone.csv")
    refused(reader.get(f"{JOBS}{job.id}/result/"), 404, "not_found")
