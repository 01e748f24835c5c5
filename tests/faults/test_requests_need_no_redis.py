"""No request touches Redis or Celery: not one connection, and no difference while Redis is away."""

import json
import time
import uuid
from pathlib import Path
from statistics import median

from stack.processes import identity
from tests.faults.faults import names_of, processes, redis_away
from tests.running import until

LONGEST_SECONDS = 1.0
LINE = {"manufacturer": "Faults", "model": "Away", "part_number": "F-1", "ports": []}


def test_no_web_process_has_a_connection_to_redis(system, ana):
    for _ in range(20):
        write(ana)

    connected = {
        name: found
        for name in names_of(system, "web")
        if (found := connections_to_redis(system, processes(system)[name]["pid"]))
    }

    assert not connected


def test_writes_and_imports_are_taken_while_redis_is_away(system, ana):
    ana.get("/catalog/api/v1/products/?limit=1")

    with redis_away(system):
        written = [write(ana) for _ in range(20)]
        taken = [start_import(ana) for _ in range(3)]
        jobs = [job for job, _ in taken]
        assert {ana.get(job).json()["status"] for job in jobs} == {"queued"}

    # One may take longer for other reasons; whatever waited for Redis would, each time.
    assert median(written) < LONGEST_SECONDS
    assert min(seconds for _, seconds in taken) < LONGEST_SECONDS
    for job in jobs:
        until(lambda job=job: ana.get(job).json()["status"] == "succeeded", 60)


def write(api):
    """Write one task; how long did it take?"""
    word, began = str(uuid.uuid4()), time.monotonic()
    answer = api.post("/tasks/api/v1/tasks/", {"title": word}, headers={"Idempotency-Key": word})
    assert answer.status_code == 201, answer.text
    return time.monotonic() - began


def start_import(api):
    """Send a file; where is its job, and how long did it take?"""
    line = json.dumps(LINE | {"model": str(uuid.uuid4())})
    began = time.monotonic()
    answer = api.call(
        "POST",
        "/catalog/api/v1/imports/",
        data={"kind": "products"},
        files={"file": ("types.jsonl", line.encode(), "application/jsonl")},
    )
    assert answer.status_code == 202, answer.text
    return answer.headers["Location"], time.monotonic() - began


def connections_to_redis(system, pid):
    """The sockets of a process, and of all below it, whose other end is Redis."""
    port = f":{processes(system)['redis']['port']:04X}"
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    inodes = {line.split()[9] for line in lines if line.split()[2].endswith(port)}
    return [
        link
        for each in identity.descendants(pid)
        for link in sockets(each)
        if link.removeprefix("socket:[").removesuffix("]") in inodes
    ]


def sockets(pid):
    found = []
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        try:
            found.append(str(entry.readlink()))
        except OSError:
            continue
    return found
