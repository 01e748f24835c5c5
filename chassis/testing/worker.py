"""A real Celery worker and background process on the test's own database and Redis."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

DJANGO = (sys.executable, "-m", "django")
STOP_SECONDS = 15
FIRST_SIGN_SECONDS = 60
FIRST_TEST_DATABASE = 20


def redis_url(number: int) -> str:
    """Return the URL of a Redis database that tests may use."""
    return f"{os.environ['KITROOM_TEST_REDIS_URL']}/{FIRST_TEST_DATABASE + number}"


@contextmanager
def running(number: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Run a worker and a background process, in this order, and stop them at the end."""
    with tempfile.TemporaryFile("w+") as log:
        processes = [
            subprocess.Popen([*DJANGO, part], env=_environment(number), stdout=log, stderr=log)
            for part in ("worker", "background")
        ]
        try:
            yield processes
        finally:
            _stop(processes)
            log.seek(0)
            sys.stdout.write(log.read())


def killed_after(
    seconds: float, number: int, *, did: Callable[[], int], module: str = "django"
) -> None:
    """Run a worker until it has done something, and a while longer; then kill all of it.

    Another module than Django's starts a worker that lacks something.
    """
    command = [sys.executable, "-m", module, "worker"]
    process = subprocess.Popen(command, env=_environment(number), start_new_session=True)
    before, deadline = did(), time.monotonic() + FIRST_SIGN_SECONDS
    try:
        while did() == before:
            assert time.monotonic() < deadline, "It does nothing."
            time.sleep(0.02)
        time.sleep(seconds)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _environment(number: int) -> dict[str, str]:
    name = settings.SERVICE.upper()
    options = connection.settings_dict
    place = f"{options['HOST']}:{options['PORT']}/{options['NAME']}"
    database = f"postgres://{options['USER']}:{options['PASSWORD']}@{place}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        f"{name}_DATABASE_URL": database,
        f"{name}_BROKER_URL": redis_url(number),
        f"{name}_EVENTS_URL": redis_url(number),
        f"{name}_MEDIA_ROOT": str(settings.MEDIA_ROOT),
    }


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
