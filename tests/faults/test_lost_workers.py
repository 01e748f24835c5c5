"""Workers are frozen and killed: their jobs are done all the same, and not much later."""

import os
import signal
import time

import psycopg2
import pytest

from stack.processes import identity
from tests.faults.databases import rows, value
from tests.faults.faults import frozen, kill, processes, wait_until_well
from tests.faults.naive import Naive, naive, run_tests
from tests.faults.report import counted
from tests.faults.workers import (
    ITS_TABLE,
    enqueue,
    extra_workers,
    rings_that_wait,
    seconds_since,
    statuses,
)
from tests.running import is_alive, until

JOBS = 20
LINES = 40_000
SERVICES = ("accounts", "tasks", "catalog")
LONGEST_DELAY_SECONDS = 30
A_MOMENT = 0.5  # from the mark in the row to the ring itself
TRIES = "SELECT tries FROM jobs_job WHERE id = %s"

NEVER_SWEEPS = Naive(
    file="chassis/jobs/part.py",
    old="        if swept := leases.sweep():\n",
    new="        if swept := 0:\n",
    kinds=("background",),
    services=("tasks",),
)
RINGS_ONCE = Naive(
    file="chassis/jobs/bell.py",
    old="filter(Q(rung_at=None) | Q(rung_at__lt=Now() - pause))",
    new="filter(Q(rung_at=None))",
    kinds=("background",),
    services=("accounts",),
)
NO_FENCE = Naive(
    file="chassis/jobs/leases.py",
    old="fence=job.fence, status=Status.RUNNING",
    new="status=Status.RUNNING",
    kinds=(),
    services=(),
)

pytestmark = pytest.mark.long


def test_r10_workers_are_frozen_while_they_wait_for_a_ring_and_killed(system, report):
    with extra_workers(system, "catalog", JOBS - 1) as pids:
        pids = [*pids, processes(system)["catalog-worker-1"]["pid"]]
        with frozen(system, "catalog-background-1"):  # who would ring
            jobs = enqueue(system, "catalog", JOBS)
            signal_all(pids, signal.SIGSTOP)
        # Redis gives a ring to each worker that was waiting for one; it will never be heard.
        until(lambda: are_rung_for(system, "catalog", jobs))
        time.sleep(A_MOMENT)
        unheard = JOBS - rings_that_wait(system, "catalog")
        assert set(statuses(system, "catalog", jobs)) == {"queued"}
        signal_all(pids, signal.SIGKILL)
        killed_at = time.time()

        until(lambda: set(statuses(system, "catalog", jobs)) == {"succeeded"}, 90)

    after = [seconds_since(system, "catalog", "finished_at", job, killed_at) for job in jobs]
    lost = JOBS - statuses(system, "catalog", jobs).count("succeeded")
    report.row(
        "R10",
        tried=f"{JOBS} workers frozen in BRPOP and killed, and {unheard} rings with them",
        measured=f"{counted(lost, JOBS)} jobs lost; the last done {max(after):.0f} s later",
        target=f"0 of {JOBS}",
        holds=not lost and unheard > JOBS / 2,
    )


def test_r11_a_worker_is_killed_in_the_middle_of_a_job(system, report):
    delays = []
    for kill_it in (kill_with_all_below, kill_what_is_below):
        wait_until_well(system)
        killed = {service: kill_worker_at_work(system, service, kill_it) for service in SERVICES}
        for service, (job, killed_at) in killed.items():
            until(lambda s=service, j=job: statuses(system, s, [j]) == ["succeeded"], 90)
            assert value(system, service, TRIES, [job]) == 2
            delays.append(seconds_since(system, service, "started_at", job, killed_at))

    report.row(
        "R11",
        tried=f"kill -9 of a worker at work, or of its child alone, {len(delays)} times",
        measured=f"done again after {min(delays):.0f} to {max(delays):.0f} s",
        target=f"< {LONGEST_DELAY_SECONDS} s",
        holds=max(delays) < LONGEST_DELAY_SECONDS,
    )


def test_a_worker_that_is_told_to_stop_gives_its_job_back_at_once(system, report):
    delays = []
    for service in SERVICES:
        job, asked_at = kill_worker_at_work(system, service, ask_to_stop)
        until(lambda s=service, j=job: statuses(system, s, [j]) == ["succeeded"])
        delays.append(seconds_since(system, service, "finished_at", job, asked_at))

    report.row(
        "R11 stop",
        tried=f"SIGTERM to a worker in the middle of a job, {len(delays)} times",
        measured=f"done by the next worker after {max(delays):.1f} s at most",
        target=f"< {LONGEST_DELAY_SECONDS / 2:.0f} s",
        holds=max(delays) < LONGEST_DELAY_SECONDS / 2,
    )


def test_an_import_goes_on_after_its_worker_was_killed(system, report):
    with system.api("ana") as api:
        job = start_import(api)
        for part in (0.2, 0.5):
            until(lambda p=part: progress(api, job) > p * LINES)
            wait_until_well(system)
            kill_with_all_below(system, "catalog-worker-1")
        until(lambda: api.get(job).json()["status"] == "succeeded", 120)
        row = api.get(job).json()
    sql = "SELECT count(*), count(DISTINCT tag), max(version) FROM gear_asset WHERE tag ~ '^FAULT'"
    there, tags, version = rows(system, "catalog", sql)[0]

    report.row(
        "R11 import",
        tried=f"an import of {LINES:,} assets, its worker killed with -9 in try 1 and 2",
        measured=f"{there:,} assets with {tags:,} tags, none written twice: {version == 1}; "
        f"{row['tries']} tries",
        target=f"{LINES:,}; once each",
        holds=there == tags == LINES and version == 1,
    )


def test_the_check_catches_jobs_without_a_sweeper_and_rings_that_are_not_repeated(naive_system):
    with naive(naive_system, NEVER_SWEEPS), naive(naive_system, RINGS_ONCE):
        unheard = ring_for_the_dead(naive_system, "accounts")
        left, killed_at = kill_worker_at_work(naive_system, "tasks")
        time.sleep(LONGEST_DELAY_SECONDS - (time.time() - killed_at))
        found = [
            *statuses(naive_system, "accounts", unheard),
            *statuses(naive_system, "tasks", [left]),
        ]

    assert found == ["queued", "running"]


def test_the_check_catches_a_zombie_that_writes(naive_system):
    with naive(naive_system, NO_FENCE):
        done = run_tests(naive_system, "chassis/tests/jobs/test_fencing.py")

    assert "test_a_zombie_neither_ends_nor_extends_the_job" in done
    assert " failed" in done


def ring_for_the_dead(system, service):
    """A job whose one ring goes to a worker that is frozen in BRPOP and then killed."""
    while True:
        wait_until_well(system)
        pid = processes(system)[f"{service}-worker-1"]["pid"]
        with frozen(system, f"{service}-background-1"):
            job = enqueue(system, service)
            os.kill(pid, signal.SIGSTOP)
        until(lambda j=job: are_rung_for(system, service, j))
        time.sleep(A_MOMENT)
        if not rings_that_wait(system, service):
            os.kill(pid, signal.SIGKILL)
            return job
        os.kill(pid, signal.SIGCONT)  # it was between two waits: once more


def start_import(api):
    lines = [f"FAULT-{n:06},Maker {n % 40},Model {n % 1000},Laptops" for n in range(LINES)]
    text = "\n".join(["Asset Tag,Manufacturer,Model,Category", *lines])
    answer = api.call(
        *("POST", "/catalog/api/v1/imports/"),
        data={"kind": "assets"},
        files={"file": ("assets.csv", text.encode(), "text/csv")},
    )
    assert answer.status_code == 202, answer.text
    return answer.headers["Location"]


def progress(api, job):
    row = api.get(job).json()
    assert row["status"] in ("queued", "running"), row
    return row["progress"]["done"]


def ask_to_stop(system, name):
    pid = processes(system)[name]["pid"]
    os.kill(pid, signal.SIGTERM)
    until(lambda: not is_alive(pid))
    return time.time()


def signal_all(pids, number):
    for pid in pids:
        os.kill(pid, number)


def are_rung_for(system, service, jobs):
    sql = "SELECT count(*) FROM jobs_job WHERE id = ANY(%s::uuid[]) AND rung_at IS NOT NULL"
    return value(system, service, sql, [jobs]) == len(jobs)


def kill_with_all_below(system, name):
    """The supervisor ends what a process leaves behind; return when nothing of it lives."""
    pids = list(identity.descendants(processes(system)[name]["pid"]))
    kill(system, name)
    until(lambda: not any(is_alive(pid) for pid in pids))
    return time.time()


def kill_what_is_below(system, name):
    """The process that does the job is gone, as if memory had run out; the worker lives."""
    _, *children = identity.descendants(processes(system)[name]["pid"])
    signal_all(children, signal.SIGKILL)
    until(lambda: not any(is_alive(pid) for pid in children))
    return time.time()


def kill_worker_at_work(system, service, kill_it=kill_with_all_below):
    """A lock keeps the job at its work until its worker is gone."""
    url = (system.run / "secrets" / f"{service}-database-url").read_text()
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {ITS_TABLE} IN ACCESS EXCLUSIVE MODE")
        (job,) = enqueue(system, service)
        until(lambda: statuses(system, service, [job]) == ["running"])
        killed_at = kill_it(system, f"{service}-worker-1")
    connection.close()
    return job, killed_at
