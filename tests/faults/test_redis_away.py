"""No request touches Redis or Celery: writes go on while Redis is killed, frozen or away."""

import time

import pytest
import requests

from tests.faults.checker import check
from tests.faults.client import SERVICES
from tests.faults.faults import frozen, redis_away
from tests.faults.history import percentile
from tests.faults.load import load
from tests.faults.naive import Naive, naive
from tests.faults.report import counted
from tests.faults.test_requests_need_no_redis import start_import

AT_MOST_SECONDS = 1.0


def measured(history, since, until):
    """Every request that was sent in a span of time."""
    attempts = [each for each in history.attempts if since <= each.at <= until]
    good = sum(each.is_good for each in attempts)
    slowest = percentile([each.seconds for each in attempts], 0.99)
    return len(attempts), good, slowest


def write_through(system, fault, seconds, services=SERVICES):
    with load(system, services=services) as history:
        time.sleep(1)
        with fault:
            since = time.time()
            time.sleep(seconds)
            until = time.time()
    verdict = check(system, history)
    assert verdict, verdict
    return measured(history, since, until)


# No outbox: the event goes straight to Redis when the change is committed.
PUBLISHES_AT_ONCE = Naive(
    file="chassis/events/outbox.py",
    old="    if len(events) == 1:\n",
    new="""    from django.db import transaction

    from chassis.events.streams import redis

    for event in events:
        entry = {"event": _data(event)}
        transaction.on_commit(lambda entry=entry: redis().xadd("events:naive", entry))
    if len(events) == 1:
""",
    kinds=("web",),
    services=("tasks",),
)

# The request itself rings Celery.
RINGS = Naive(
    file="chassis/jobs/actions.py",
    old="        job.save(force_insert=True)\n",
    new="""        job.save(force_insert=True)
        from importlib import import_module

        from django.conf import settings

        app = import_module(f"{settings.SERVICE}_service.celery").app
        app.send_task("chassis.run_job")
""",
    kinds=("web",),
    services=("catalog",),
)

pytestmark = pytest.mark.long


def test_r8_writes_go_on_while_redis_is_away(system, report):
    tried, good, p99 = write_through(system, redis_away(system), seconds=20)

    report.row(
        "R8",
        tried=f"Redis killed, away for 20 s: {tried:,} writes to three services",
        measured=f"{counted(good, tried)} succeeded; p99 {p99 * 1000:.0f} ms",
        target="100 %; < 1 s",
        holds=good == tried > 100 and p99 < AT_MOST_SECONDS,
    )


def test_r9_writes_go_on_while_redis_is_frozen(system, report):
    tried, good, p99 = write_through(system, frozen(system, "redis"), seconds=10)

    report.row(
        "R9",
        tried=f"Redis frozen for 10 s: {tried:,} writes to three services",
        measured=f"{counted(good, tried)} succeeded; p99 {p99 * 1000:.0f} ms",
        target="100 %; < 1 s",
        holds=good == tried > 100 and p99 < AT_MOST_SECONDS,
    )


def test_the_check_catches_writes_that_need_redis(naive_system):
    with naive(naive_system, PUBLISHES_AT_ONCE):
        away = redis_away(naive_system)
        tried, good, _ = write_through(naive_system, away, seconds=3, services=["tasks"])

    assert good < tried


def test_the_check_catches_a_request_that_rings_celery(naive_system):
    with (
        naive(naive_system, RINGS),
        naive_system.api() as api,
        redis_away(naive_system),
        pytest.raises((AssertionError, requests.Timeout)),
    ):
        start_import(api)
