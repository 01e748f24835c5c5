"""Progress as server-sent events: few at a time, and never for long."""

import json

import pytest

from chassis.jobs import leases, streams
from chassis.jobs.models import Job, Status
from chassis.tests.jobs.conftest import JOBS, planted, waiting


@pytest.fixture
def watch(as_caller, monkeypatch):
    """Return a function that opens a job's stream: its answer and an iterator of its parts."""
    monkeypatch.setattr(streams, "LOOK_SECONDS", 0.001)
    reader = as_caller(scopes=["notes:read"])

    def open_stream(job):
        answer = reader.get(f"{JOBS}{job.id}/events/", headers={"Accept": "text/event-stream"})
        assert answer.status_code == 200, answer.content
        return answer, (part.decode() for part in answer.streaming_content)

    return open_stream


def told(event):
    """Return an event's kind and its job."""
    kind, number, data, *_ = event.split("\n")
    body = json.loads(data.removeprefix("data: "))
    assert number == f"id: {body['version']}"
    return kind.removeprefix("event: "), body


def test_each_change_of_a_job_is_an_event_until_its_end(watch):
    waiting()
    _, events = watch(Job.objects.get())

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


def test_a_stream_is_neither_kept_nor_held_back_on_its_way(watch):
    answer, _ = watch(planted(status=Status.FAILED))

    assert answer["Content-Type"] == "text/event-stream; charset=utf-8"
    assert (answer["Cache-Control"], answer["X-Accel-Buffering"]) == ("no-store", "no")


def test_a_stream_ends_in_time_and_asks_to_come_again(watch, monkeypatch):
    monkeypatch.setattr(streams, "LONGEST_SECONDS", 0.0)
    _, events = watch(planted())

    assert [part.partition(":")[0] for part in events] == ["event", "retry"]


def test_of_too_many_streams_the_last_is_told_the_state_and_to_come_later(watch):
    job = planted()
    streaming = [watch(job)[1] for _ in range(2)]
    for events in streaming:
        next(events)

    _, events = watch(job)
    assert [part.partition("\n")[0] for part in events] == ["event: progress", "retry: 2000"]

    _, events = watch(planted(status=Status.SUCCEEDED))
    assert [part.partition("\n")[0] for part in events] == ["event: end"]

    streaming.pop().close()
    _, events = watch(job)
    next(events)
    next_events = watch(job)[1]
    assert len(list(next_events)) == 2
    events.close()
    streaming.pop().close()


def test_a_browser_that_asks_for_no_media_type_gets_the_stream_as_well(as_caller):
    job = planted(status=Status.SUCCEEDED)

    answer = as_caller(scopes=["notes:read"]).get(f"{JOBS}{job.id}/events/")

    assert answer["Content-Type"].startswith("text/event-stream")


def test_a_stream_of_nothing_is_a_problem(as_caller, refused):
    reader = as_caller(scopes=["notes:read"])

    refused(reader.get(f"{JOBS}no-job/events/"), 404, "not_found")
