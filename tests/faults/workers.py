"""Jobs and workers: enqueue some, see how they are, start more workers than the system has."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.faults.databases import broker_redis, rows, value
from tests.faults.extra import extra_processes
from tests.running import System, until

# Every service has this job, and it is quick.
QUICK = "idempotency.forget_old_keys"
ITS_TABLE = "idempotency_keyedanswer"

ENQUEUE = """
from chassis.auth import Caller
from chassis.jobs import enqueue
caller = Caller(id="faults", name="faults", roles=frozenset(), scopes=frozenset())
for _ in range({count}):
    print("enqueued", enqueue("{name}", by=caller).id)
"""


def enqueue(system: System, service: str, count: int = 1, name: str = QUICK) -> list[str]:
    """Enqueue jobs as a verb would; return their ids."""
    code = ENQUEUE.format(count=count, name=name)
    said = system.manage(service, "shell", "--no-imports", "-c", code).stdout
    return [line.split()[1] for line in said.splitlines() if line.startswith("enqueued ")]


def statuses(system: System, service: str, ids: list[str]) -> list[str]:
    """How each of these jobs is."""
    sql = "SELECT status FROM jobs_job WHERE id = ANY(%s::uuid[])"
    return [row[0] for row in rows(system, service, sql, [ids])]


def seconds_since(system: System, service: str, column: str, job: str, moment: float) -> float:
    """How long after a moment something happened to a job, by the database's clock."""
    sql = f"SELECT extract(epoch FROM {column})::float FROM jobs_job WHERE id = %s"  # noqa: S608
    return float(value(system, service, sql, [job])) - moment


@contextmanager
def extra_workers(system: System, service: str, count: int) -> Iterator[list[int]]:
    """Run more workers of a service, each waiting for a ring; give their process numbers."""
    with extra_processes(system, service, "worker", count) as pids:
        until(lambda: waiting_for_a_ring(system, service) > count, 150)
        yield pids


def waiting_for_a_ring(system: System, service: str) -> int:
    """How many connections wait in BRPOP in the service's own database of Redis."""
    number = str(broker_redis(system, service).connection_pool.connection_kwargs["db"])
    clients = broker_redis(system, service).client_list()
    return sum(each["cmd"] == "brpop" and each["db"] == number for each in clients)


def rings_that_wait(system: System, service: str) -> int:
    """How many rings no worker has taken."""
    return int(broker_redis(system, service).llen(f"{service}.default"))
