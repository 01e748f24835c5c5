"""Progress as server-sent events: few at a time, and never for long."""

import json
from contextlib import closing

import pytest

from chassis import server
from chassis.jobs import leases, streams
from chassis.jobs.models import Job, Status
from chassis.tests.jobs.conftest import JOBS, planted, waiting


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(streams, "LOOK_SECONDS", 0.001)


def watch(job):
    """Yield the parts of a job's stream that say something; closing this closes the stream."""
    with closing(streams.parts(job)) as parts:
        yield from (part for part in parts if part != streams.STILL_HERE)


def told(event):
    """Return an event's kind and its job."""
    kind, number, data, *_ = event.split("\n")
    body = json.loads(data.removeprefix("data: "))
    assert number == f"id: {body['version']}"
    return kind.removeprefix("event: "), body


def test_each_change_of_a_job_is_an_event_until_its_end(db):
    waiting()
    events = watch(Job.objects.get())

    kinds = [told(next(events))]
    job = leases.claim()
    kinds.append(told(next(events)))
    Job.objects.update(done=1, total=2)
    kinds.append(told(next(events)))
    leases.extend(job)  # no reader sees that
    leases.succeed(job, {"notes": 0})
    kinds.append(told(next(events)))

    assert [(kind, body["status"]) for kind, body in kinds] == [
        ("progress", "queued"),
        ("progress", "running"),
        ("progress", "running"),
        ("end", "succeeded"),
    ]
    assert kinds[2][1]["progress"] == {"done": 1, "total": 2}
    assert kinds[3][1]["result"] == {"notes": 0}
    assert list(events) == []


def test_a_stream_ends_in_time_and_asks_to_come_again(db, monkeypatch):
    monkeypatch.setattr(streams, "LONGEST_SECONDS", 0.0)

    assert [part.partition(":")[0] for part in watch(planted())] == ["event", "retry"]


def test_of_too_many_streams_the_last_is_told_the_state_and_to_come_later(db):
    job = planted()
    watching = [watch(job) for _ in range(2)]
    for events in watching:
        next(events)

    firsts = [part.partition("\n")[0] for part in watch(job)]
    assert firsts == ["event: progress", "retry: 2000"]
    assert len(list(watch(planted(status=Status.SUCCEEDED)))) == 1

    watching.pop().close()  # somebody went away
    watching.append(watch(job))
    next(watching[-1])
    assert len(list(watch(job))) == 2
    for events in watching:
        events.close()


def test_a_silent_stream_shows_whether_anybody_still_reads(db):
    with closing(streams.parts(planted())) as parts:
        next(parts)

        assert next(parts) == ":\n\n"


def test_a_stream_is_neither_kept_nor_held_back_on_its_way(as_caller):
    place = f"{JOBS}{planted(status=Status.FAILED).id}/events/"

    answer = as_caller(scopes=["notes:read"]).get(place, headers={"Accept": "text/event-stream"})

    assert answer["Content-Type"] == "text/event-stream; charset=utf-8"
    assert (answer["Cache-Control"], answer["X-Accel-Buffering"]) == ("no-store", "no")
    assert told(b"".join(answer.streaming_content).decode())[0] == "end"


def test_a_browser_that_asks_for_no_media_type_gets_the_stream_as_well(as_caller):
    job = planted(status=Status.SUCCEEDED)

    answer = as_caller(scopes=["notes:read"]).get(f"{JOBS}{job.id}/events/")

    assert answer["Content-Type"].startswith("text/event-stream")


def test_a_stream_of_nothing_is_a_problem(as_caller, refused):
    reader = as_caller(scopes=["notes:read"])

    refused(reader.get(f"{JOBS}no-job/events/"), 404, "not_found")


def test_streams_leave_two_threads_of_each_web_process_to_everybody_else():
    assert server.THREADS - streams.STREAMS == 2
