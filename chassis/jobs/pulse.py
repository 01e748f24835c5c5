"""A worker's sign of life while it is at a job: the lease is extended again and again."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import Error, close_old_connections, connection, transaction

from chassis.jobs import leases
from chassis.jobs.models import Job
from chassis.observability import log

EVERY_SECONDS = 4.0
STOP_SECONDS = 2.0

# While the work holds the row in a long transaction, we are the first in the queue behind it: the
# lease is extended before anybody sees the row free.
PATIENCE = "SET LOCAL lock_timeout = '25s'"


@contextmanager
def pulse(job: Job) -> Iterator[None]:
    """Extend the job's lease from a thread beside the work, with a connection of its own."""
    over = Event()
    thread = Thread(target=_beat, args=[job, over], name="pulse", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(STOP_SECONDS)


def _beat(job: Job, over: Event) -> None:
    try:
        while not over.wait(EVERY_SECONDS):
            if not _extend(job):
                return
    finally:
        connection.close()


def _extend(job: Job) -> bool:
    """Tell whether the lease is worth another beat: also while the database is away."""
    try:
        close_old_connections()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(PATIENCE)
            return leases.extend(job)
    except Error as error:
        log.warning("lease_not_extended", error=str(error).partition("\n")[0])
        return True
