"""Messages and jobs that nobody can stomach: set aside, never executed, never in the way."""

import base64
import json
import time
import uuid

import pytest

from tests.faults.databases import broker_redis
from tests.faults.naive import Naive, naive
from tests.faults.report import counted
from tests.faults.streams import add, are_taken, cloud_event, discard_letters, lag, letters
from tests.faults.workers import enqueue, statuses
from tests.running import until

EACH = 5
PARKED_WITHIN_SECONDS = 10
CONSUMERS = {"accounts": ("tasks", "catalog"), "catalog": ("tasks",), "tasks": ("catalog",)}
FACTS = {"accounts": "person_changed", "catalog": "asset_changed", "tasks": "task_changed"}
BROKEN_JOBS = 3

# What cannot be applied is tried again, for ever, before anything else.
STUMBLES = Naive(
    file="chassis/events/receiving.py",
    old="        _one_by_one(free)\n",
    new="        raise\n",
    kinds=("background",),
    services=("tasks",),
)
BLOCKED_SECONDS = 5

pytestmark = pytest.mark.long


def good(producer, **changes):
    """An event that every consumer can read."""
    subject = str(uuid.uuid4())
    data = {
        "accounts": {"person_id": subject, "name": "Good", "is_active": True},
        "catalog": {"asset_id": subject, "tag": subject, "title": "Good", "product_id": subject},
        "tasks": {
            "task_id": subject,
            "title": "Good",
            "status": "open",
            "is_open": True,
            "assignee": None,
            "asset_id": None,
        },
    }[producer]
    return cloud_event(producer, f"{FACTS[producer]}.v1", subject, 1, **data | changes)


def poison(producer):
    """Every way in which a message can be wrong, each a few times."""
    text = {"accounts": "name", "catalog": "tag", "tasks": "title"}[producer]
    for _ in range(EACH):
        yield b"\x80\x04\x95 this is no JSON \x00"
        yield b'{"specversion": "1.0"}'
        yield good(producer) | {"type": f"{producer}.never_heard_of.v1"}
        yield good(producer) | {"type": f"{producer}.{FACTS[producer]}.v99"}
        yield good(producer) | {"source": "/elsewhere"}
        yield good(producer) | {"data": {"version": "one"}}
        yield good(producer, **{text: "no \x00 table can keep this"})


def test_r18_poison_messages_are_parked_and_the_others_go_on(system, report):
    broken = enqueue(system, "tasks", BROKEN_JOBS, name="projections.rebuild")  # of what?
    sent, parked, slowest = 0, 0, 0.0
    for producer, consumers in CONSUMERS.items():
        began = time.monotonic()
        entries = add(system, producer, *poison(producer))
        after = good(producer)
        add(system, producer, after)
        for consumer in consumers:
            until(lambda c=consumer, e=after: are_taken(system, c, [e["id"]]))
            until(lambda c=consumer: not lag(system, c))
            until(lambda c=consumer, e=entries: all_are_parked(system, c, e))
            found = letters(system, consumer, entries)
            sent += len(entries)
            parked += list(found.values()).count("parked")
            discard_letters(system, consumer, entries)
        slowest = max(slowest, time.monotonic() - began)
    quick = enqueue(system, "tasks")
    until(lambda: statuses(system, "tasks", quick) == ["succeeded"])
    until(lambda: set(statuses(system, "tasks", broken)) == {"dead"}, 90)

    report.row(
        "R18",
        tried=f"{sent} poison messages of 7 kinds; {BROKEN_JOBS} poison jobs",
        measured=f"{counted(parked, sent)} parked, lag 0 after {slowest:.1f} s; "
        f"{counted(BROKEN_JOBS, BROKEN_JOBS)} jobs dead after 5 tries",
        target=f"100 %, < {PARKED_WITHIN_SECONDS} s",
        holds=parked == sent and slowest < PARKED_WITHIN_SECONDS,
    )


def all_are_parked(system, consumer, entries):
    found = letters(system, consumer, entries)
    return len(found) == len(entries) and set(found.values()) == {"parked"}


def test_forged_rings_do_nothing(system, report, tmp_path):
    canary = tmp_path / "canary"
    forged = [b"garbage", b"{}", *(ring(body, kind) for body, kind in evil(canary))]

    for message in forged:
        broker_redis(system, "tasks").lpush("tasks.default", message)
        quick = enqueue(system, "tasks")
        until(lambda q=quick: statuses(system, "tasks", q) == ["succeeded"], 60)

    report.row(
        "R18 forged",
        tried=f"{len(forged)} forged messages in a worker's queue, with pickled commands",
        measured=f"{int(canary.exists())} of {len(forged)} executed; the job after each was done",
        target="0",
        holds=not canary.exists(),
    )


def evil(canary):
    """Bodies that would run a command, or another task, where anything else than JSON is taken."""
    command = base64.b64encode(f"cos\nsystem\n(S'touch {canary}'\ntR.".encode()).decode()
    yield command, "application/x-python-serialize"
    yield command, "application/json"
    yield base64.b64encode(b'[["x"], {}, {}]').decode(), "application/json"


def ring(body, content_type):
    """A message as Celery writes it, but for what is in it."""
    word = str(uuid.uuid4())
    headers = {"lang": "py", "task": "os.system", "id": word, "root_id": word}
    properties = {
        "correlation_id": word,
        "delivery_mode": 2,
        "delivery_tag": word,
        "body_encoding": "base64",
        "priority": 0,
        "delivery_info": {"exchange": "", "routing_key": "tasks.default"},
    }
    return json.dumps(
        {
            "body": body,
            "content-encoding": "utf-8",
            "content-type": content_type,
            "headers": headers,
            "properties": properties,
        }
    )


def test_the_check_catches_a_poison_message_that_blocks_the_stream(naive_system):
    with naive(naive_system, STUMBLES):
        bad, after = list(poison("accounts"))[6], good("accounts")
        entries = add(naive_system, "accounts", bad, after)
        time.sleep(BLOCKED_SECONDS)
        is_blocked = not are_taken(naive_system, "tasks", [after["id"]])

    until(lambda: are_taken(naive_system, "tasks", [after["id"]]))  # and now it is not
    until(lambda: letters(naive_system, "tasks", entries).get(entries[0]) == "parked")
    discard_letters(naive_system, "tasks", entries)
    assert is_blocked
