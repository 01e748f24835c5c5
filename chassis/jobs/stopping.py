"""A worker that is told to stop: it gives its job back at once, and is gone a moment later."""

import os
import signal
from threading import Timer

from billiard.process import active_children
from django.db import Error, connection

from chassis import env
from chassis.jobs import leases
from chassis.observability import context, log

LIMIT_SECONDS = 5.0


def stop_in_time() -> None:
    """Let another worker begin; a step of ours that still runs has a few seconds to end.

    What it writes after this is refused. Celery alone would wait for it without a limit.
    """
    limit = Timer(LIMIT_SECONDS, _end_now)
    limit.daemon = True
    limit.start()
    _let_go()


def _let_go() -> None:
    context.begin("")
    try:
        if count := leases.let_go(env.text("KITROOM_INSTANCE")):
            log.info("jobs_let_go", count=count)
    except Error as error:
        log.warning("jobs_not_let_go", error=str(error).partition("\n")[0])
    finally:
        connection.close()


def _end_now() -> None:
    """End the processes that are at a job, and give back what they took since."""
    for pid in [child.pid for child in active_children() if child.pid]:
        os.kill(pid, signal.SIGKILL)
    _let_go()
    log.warning("worker_stopped_at_its_limit")
    os._exit(0)
