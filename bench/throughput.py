"""P13: events relayed and applied in a second, beside the empty tasks that Celery does in one."""

import statistics
import time

from redis import Redis

from bench import databases, processes
from bench.figures import Figure
from bench.peers import celery_noop

EVENTS = 20_000
TASKS = 4_000
PATIENCE_SECONDS = 180
APPLIED = """
    SELECT count(*), extract(epoch FROM max(pg_xact_commit_timestamp(xmin)))
    FROM work_person WHERE name = %s
"""
FIRST_SENT = """
    SELECT extract(epoch FROM min(sent_at)) FROM events_outboxevent WHERE data->>'name' = %s
"""


def measure(rotations: int) -> list[Figure]:
    """Relay and apply a heap of events; let two Celery children do a heap of nothing; in turns."""
    ratios = []
    for number in range(rotations):
        events, tasks = _both(first=number % 2)
        ratios.append(events / tasks)
        print(f"  rotation {number + 1}: {events:,.0f} events/s, Celery {tasks:,.0f} tasks/s")
    value = statistics.median(ratios)
    return [Figure(row="P13", what="events/s : Celery tasks/s", value=value, must=1.5, aim=4)]


def _both(first: int) -> tuple[float, float]:
    if first == 0:
        events = _events_per_second()
        return events, _tasks_per_second()
    tasks = _tasks_per_second()
    return _events_per_second(), tasks


def _events_per_second() -> float:
    """Two processes, a relay and a consumer, from the first event sent to the last one applied."""
    mark = f"heap-{time.time_ns()}"
    processes.script("accounts", "bench.heap", str(EVENTS), mark)
    with (
        processes.running("accounts", "django", "background", "--only", "relay"),
        processes.running("tasks", "django", "background", "--only", "consumer"),
    ):
        last = _last_applied(mark)
    with databases.asking("accounts") as cursor:
        cursor.execute(FIRST_SENT, [mark])
        return EVENTS / (last - float(cursor.fetchone()[0]))


def _last_applied(mark: str) -> float:
    deadline = time.monotonic() + PATIENCE_SECONDS
    with databases.asking("tasks") as cursor:
        while time.monotonic() < deadline:
            cursor.execute(APPLIED, [mark])
            count, last = cursor.fetchone()
            if count == EVENTS:
                return float(last)
            time.sleep(0.1)
    raise AssertionError(f"{EVENTS - count} of {EVENTS} events were not applied in time.")


def _tasks_per_second() -> float:
    """Two children of a prefork worker, from the first task taken to the last one done."""
    redis = Redis.from_url(celery_noop.BROKER)
    redis.flushdb()
    celery_noop.enqueue(TASKS)
    worker = ("--quiet", "--app", "bench.peers.celery_noop", "worker", "--concurrency", "2")
    quiet = ("--loglevel", "WARNING", "--without-gossip", "--without-mingle")
    with processes.running("tasks", "celery", *worker, *quiet) as process:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while redis.llen(celery_noop.DONE) < 2:  # its two ends
            assert process.poll() is None, "Celery ended by itself."
            assert time.monotonic() < deadline, "Celery did not do its tasks in time."
            time.sleep(0.1)
    first, last = (float(each) for each in redis.lrange(celery_noop.DONE, 0, 1))
    return TASKS / (last - first)
