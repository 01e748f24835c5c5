"""A job's progress as server-sent events, in few threads: nobody else may wait for them."""

import time
from collections.abc import Iterator
from threading import BoundedSemaphore

from django.http import StreamingHttpResponse
from rest_framework.renderers import JSONRenderer

from chassis.api.renderers import ProblemJSONRenderer
from chassis.jobs.models import OVER, Job
from chassis.jobs.serializers import JobSerializer

# A stream takes one of the process's threads, of which there are four (chassis/server.py).
STREAMS = 2
SLOTS = BoundedSemaphore(STREAMS)
LONGEST_SECONDS = 8.0  # a web process that is told to stop waits for its streams, 10 s at most
LOOK_SECONDS = 0.5
STILL_HERE = ":\n\n"  # a comment: writing it shows whether anybody still reads
AGAIN = "retry: 1000\n\n"
AGAIN_LATER = "retry: 2000\n\n"


class EventStreamRenderer(ProblemJSONRenderer):
    """For those who accept nothing but events; a refusal is a problem all the same."""

    media_type = "text/event-stream"
    format = "events"


def stream(job: Job) -> StreamingHttpResponse:
    """Return a stream that tells of each change of a job, until it is over or time is up."""
    return StreamingHttpResponse(
        parts(job),
        content_type="text/event-stream; charset=utf-8",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def parts(job: Job) -> Iterator[str]:
    """Yield the changes; without a free slot just how it is now, and when to come again."""
    if not SLOTS.acquire(blocking=False):
        yield _event(job)
        if job.status not in OVER:
            yield AGAIN_LATER
        return
    try:
        yield from _changes(job)
    finally:
        SLOTS.release()


def _changes(job: Job) -> Iterator[str]:
    deadline = time.monotonic() + LONGEST_SECONDS
    told = 0
    while True:
        if job.version != told:
            yield _event(job)
            told = job.version
        if job.status in OVER:
            return
        if time.monotonic() >= deadline:
            yield AGAIN
            return
        time.sleep(LOOK_SECONDS)
        yield STILL_HERE
        job.refresh_from_db()


def _event(job: Job) -> str:
    """`end` rather than `progress` tells that no further event comes."""
    kind = "end" if job.status in OVER else "progress"
    body = JSONRenderer().render(JobSerializer(job).data).decode()
    return f"event: {kind}\nid: {job.version}\ndata: {body}\n\n"
