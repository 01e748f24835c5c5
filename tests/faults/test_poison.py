"""Messages and jobs that nobody can stomach: set aside, never executed, never in the way."""

import base64
import json
import time
import uuid

import pytest

from tests.faults.databases import broker_redis, rows
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
TRIES = 5
OVER = {"succeeded", "failed", "cancelled", "dead"}
ENDS = "SELECT status, tries FROM jobs_job WHERE id = ANY(%s::uuid[])"

# What cannot be applied is tried again, for ever, before anything else.
STUMBLES = Naive(
    file="chassis/events/receiving.py",
    old="        _one_by_one(free)\n",
    new="        raise\n",
    kinds=("background",),
    services=("tasks",),
)
BLOCKED_SECONDS = 5
TAKES_PICKLES = Naive(
    file="chassis/jobs/worker.py",
    old='"accept_content": ["json"],',
    new='"accept_content": ["json", "pickle"],',
    kinds=("worker",),
    services=("tasks",),
)

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
        yield good(producer, **{text: "nor this, which is too long" * 200})


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
    until(lambda: set(statuses(system, "tasks", broken)) <= OVER, 90)
    dead = [tries for status, tries in rows(system, "tasks", ENDS, [broken]) if status == "dead"]
    tries = ", ".join(map(str, sorted(set(dead))))

    report.row(
        "R18",
        tried=f"{sent} poison messages of 8 kinds; {BROKEN_JOBS} poison jobs",
        measured=f"{counted(parked, sent)} parked, lag 0 after {slowest:.1f} s; "
        f"{counted(len(dead), BROKEN_JOBS)} jobs dead after {tries} tries",
        target=f"100 %, < {PARKED_WITHIN_SECONDS} s; after {TRIES} tries",
        holds=parked == sent and slowest < PARKED_WITHIN_SECONDS and dead == [TRIES] * BROKEN_JOBS,
    )


def all_are_parked(system, consumer, entries):
    found = letters(system, consumer, entries)
    return len(found) == len(entries) and set(found.values()) == {"parked"}


def test_forged_rings_do_nothing(system, report, tmp_path):
    canary = tmp_path / "canary"
    forged = [b"garbage", b"{}", *evil(canary)]

    for message in forged:
        forge(system, message)

    report.row(
        "R18 forged",
        tried=f"{len(forged)} forged messages in a worker's queue, with pickled commands",
        measured=f"{int(canary.exists())} of {len(forged)} executed; the job after each was done",
        target="0",
        holds=not canary.exists(),
    )


def test_the_check_catches_a_worker_that_takes_pickles(naive_system, tmp_path):
    canary = tmp_path / "canary"
    with naive(naive_system, TAKES_PICKLES):
        broker_redis(naive_system, "tasks").lpush("tasks.default", *evil(canary))
        until(canary.exists)


def forge(system, message):
    """Put a message into the queue of the tasks' worker, and a job behind it that must be done."""
    broker_redis(system, "tasks").lpush("tasks.default", message)
    quick = enqueue(system, "tasks")
    until(lambda: statuses(system, "tasks", quick) == ["succeeded"], 60)


def evil(canary):
    """Messages that run a command where anything else than JSON, or any task, is taken."""
    command = f"cos\nsystem\n(S'touch {canary}'\ntR.".encode()
    yield ring(command, "application/x-python-serialize", "chassis.run_job")
    yield ring(command, "application/json", "chassis.run_job")
    yield ring(f'[["touch {canary}"], {{}}, {{}}]'.encode(), "application/json", "os.system")


def ring(body, content_type, task):
    """A message as Celery writes it, but for what is in it."""
    word = str(uuid.uuid4())
    return json.dumps(
        {
            "body": base64.b64encode(body).decode(),
            "content-encoding": "utf-8" if content_type.endswith("json") else "binary",
            "content-type": content_type,
            "headers": {"lang": "py", "task": task, "id": word, "root_id": word},
            "properties": {
                "correlation_id": word,
                "delivery_mode": 2,
                "delivery_tag": word,
                "body_encoding": "base64",
                "priority": 0,
                "delivery_info": {"exchange": "", "routing_key": "tasks.default"},
            },
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
