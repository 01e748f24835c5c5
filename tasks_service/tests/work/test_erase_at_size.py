"""Somebody is forgotten among a hundred thousand rows about others: how long, how much memory."""

import os
import time
from uuid import UUID

import pytest

from chassis.events import publish
from chassis.events.streams import redis
from chassis.privacy import erasing
from chassis.privacy.words import Erasure
from chassis.testing.memory import Peak
from tasks_service.work.events import TaskChanged
from tasks_service.work.models import Task

pytestmark = pytest.mark.long

QUIX = UUID("018f5f5e-0000-7000-8000-0000000000aa")
NAME, CALLED = "Zdeňka Quíxova", "Erased person 00AA"
OTHERS, OWN, AT_ONCE = 100_000, 1_000, 5_000
WORDS = [NAME, "zdenka.quix@post.example", "+420 777 123 987", "@zdeňka.quíxova", "quix.7"]


@pytest.fixture(autouse=True)
def _own_redis(settings, worker_id):
    number = int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 0
    settings.EVENTS_URL = f"{os.environ['KITROOM_TEST_REDIS_URL']}/{30 + number}"
    redis().flushdb()


def write(count, text, person=None):
    """Write tasks, each with its history and its event."""
    for first in range(0, count, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, count))
        tasks = [
            Task(title=f"{text} {n}", description=f"Ask {text} for key {n}.", assignee=person)
            for n in numbers
        ]
        publish(*(TaskChanged.of(task) for task in Task.objects.bulk_create(tasks)))


def test_it_takes_seconds_for_each_hundred_thousand_rows_and_no_memory(db, record_property):
    erasure = Erasure(subject=QUIX, words=WORDS, names=["Zdeňka", "quix"], called=CALLED)
    write(OTHERS, "Somebody Else")
    write(OWN, NAME, QUIX)

    peak, began = Peak(), time.monotonic()
    found = erasing.forget(erasure)
    seconds, grown = time.monotonic() - began, peak.grown()

    rows = f"{3 * (OTHERS + OWN):,} rows, {3 * OWN:,} about them"
    record_property("figure", f"erase at size: {rows}: {seconds:.0f} s, {grown:.0f} MB more")
    assert found == {"work_task": OWN, "work_taskevent": OWN, "events_outboxevent": OWN}
    assert not Task.objects.filter(title__contains="Quíxova").exists()
    assert grown < 20
