"""Celery over Redis, with a task that does nothing."""

import os
import time

from celery import Celery

DONE = "bench-done"
BROKER = f"{os.environ.get('KITROOM_TEST_REDIS_URL', '')}/40"

app = Celery("bench.peers.celery_noop", broker=BROKER)
app.conf.update(
    task_ignore_result=True,
    task_serializer="json",
    worker_prefetch_multiplier=4,
    worker_send_task_events=False,
    worker_hijack_root_logger=False,
)


@app.task
def nothing() -> None:
    """Do nothing."""


@app.task
def mark() -> None:
    """Note the time: the queue's two ends are such tasks."""
    from redis import Redis

    Redis.from_url(BROKER).rpush(DONE, time.time())


def enqueue(count: int) -> None:
    """Fill the queue before a worker runs, so that only the doing is measured."""
    mark.delay()
    for _ in range(count):
        nothing.delay()
    mark.delay()
