"""All that the outbox still holds is sent again, twice: nothing changes, and no mail goes twice."""

import time

import pytest

from tests.faults.arrivals import PROJECTIONS, arrivals, is_fresh, watch
from tests.faults.client import SERVICES
from tests.faults.databases import rows, value
from tests.faults.faults import flush
from tests.faults.load import load
from tests.faults.naive import Naive, naive
from tests.running import until

# No handler has a side effect yet, so the copy of the checkout gets one: a job for each task.
LAST_LINE = "    return Task(id=task.task_id)\n"
HANDLER = """

from chassis.auth import Caller
from chassis.events import Envelope, handler
from chassis.jobs import enqueue


@handler("tasks.task_changed.v1")
def send_mail(task: TaskGone, about: Envelope) -> None:
    enqueue("idempotency.forget_old_keys", by=Caller(id="mail"){key})
"""
# How often mails went: a job that was done again has another fence.
MAILS = "SELECT coalesce(sum(fence), 0) FROM jobs_job WHERE owner = 'mail' AND request_id = ANY(%s)"
UNSENT = "SELECT count(*) FROM jobs_job WHERE owner = 'mail' AND status <> 'succeeded'"
REQUESTS = "SELECT origin->>'request_id' FROM events_outboxevent WHERE subject = ANY(%s)"
CHECKSUM = """
    SELECT count(*), md5(string_agg((to_jsonb(p) - 'applied_at')::text, '' ORDER BY id))
    FROM {table} AS p WHERE id = ANY(%s::uuid[])
"""

pytestmark = pytest.mark.long


def mailing(key):
    return Naive(
        file="catalog_service/gear/handlers.py",
        old=LAST_LINE,
        new=LAST_LINE + HANDLER.format(key=key),
        kinds=("background", "worker"),
        services=("catalog",),
    )


def replay_twice(system, seconds=4):
    """Write, send all of it again, once more after the inbox was forgotten; what changed?"""
    for service in SERVICES:  # as after seven days: the window is what is written from now on
        rows(system, service, "DELETE FROM events_outboxevent WHERE sent_at IS NOT NULL")
    watch(system)
    with load(system) as history:
        time.sleep(seconds)
    found = arrivals(system, history)
    assert found, found
    requests = requests_of(system, history)
    before = state(system, history), mails(system, requests)

    send_all_again(system)
    for service in ("tasks", "catalog"):
        rows(system, service, "TRUNCATE events_inboxentry")
    send_all_again(system)

    return found.expected, before, (state(system, history), mails(system, requests))


def send_all_again(system):
    """To the relay an empty Redis means that nobody may have got anything."""
    began = time.time()
    flush(system)
    until(lambda: is_fresh(system, began), 60)


def state(system, history):
    """A checksum of what each projection says of the rows that were written."""
    return {
        table: rows(system, consumer, CHECKSUM.format(table=table), [ids_of(history, producer)])
        for (producer, consumer), table in PROJECTIONS.items()
    }


def mails(system, requests):
    until(lambda: value(system, "catalog", UNSENT) == 0, 120)
    return int(value(system, "catalog", MAILS, [requests]))


def requests_of(system, history):
    return [row[0] for row in rows(system, "tasks", REQUESTS, [ids_of(history, "tasks")])]


def ids_of(history, service):
    return [each.id for each in history.of(service) if each.kind == "create"]


def test_r20_a_replay_changes_nothing_and_sends_nothing(naive_system, report):
    with naive(naive_system, mailing(', key=f"mail:{about.id}"')):
        events, before, after = replay_twice(naive_system)

    (state_before, sent), (state_after, sent_after) = before, after
    is_equal = state_before == state_after
    report.row(
        "R20",
        tried=f"the window sent again twice, the inbox forgotten in between: {events:,} events",
        measured=f"checksums {'equal' if is_equal else 'differ'}; "
        f"{sent_after - sent} of {sent:,} mails sent again",
        target="equal; 0",
        holds=is_equal and sent_after == sent > 20,
    )


def test_the_check_catches_side_effects_without_a_key(naive_system):
    with naive(naive_system, mailing("")):
        _, (_, sent), (_, sent_after) = replay_twice(naive_system, seconds=1)

    assert sent_after > sent
