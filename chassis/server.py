"""The web server of a service: `python -m chassis.server <service>_service.wsgi:application`.

Granian, in one process. By itself it starts another for the application and waits for it, with
12 MB that do nothing: to start anew what has died is the work of whoever started this.
"""

import argparse
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from granian.constants import Interfaces
from granian.http import HTTP1Settings, HTTP2Settings
from granian.log import LogLevels
from granian.server import MPServer

THREADS = 4


class Server(MPServer):
    """Does here what granian has its worker do."""

    def _serve(self, spawn_target: Callable[..., None], target_loader: Callable[..., Any]) -> None:
        self._init_shared_socket()  # type: ignore[no-untyped-call]
        self._spawn_worker(0, spawn_target, target_loader).inner.run()


def of(application: str, *, host: str, port: int) -> Server:
    """Return the server of an application, not yet running."""
    return Server(
        application,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        backlog=512,
        websockets=False,
        http1_settings=HTTP1Settings(),
        http2_settings=HTTP2Settings(),
        log_level=LogLevels.warning,
    )


def wait_for_the_others() -> None:
    """Let no thread of this process take the processor from who is at work, when it wakes up.

    Each turn costs the caches of whoever was there. Some systems do not know that, or forbid it.
    """
    with suppress(AttributeError, OSError):
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def main() -> None:
    """Serve until told to stop."""
    words = argparse.ArgumentParser(prog="python -m chassis.server", description=__doc__)
    words.add_argument("application")
    words.add_argument("--host", default="127.0.0.1")
    words.add_argument("--port", type=int, default=8000)
    said = words.parse_args()
    wait_for_the_others()
    of(said.application, host=said.host, port=said.port).serve()


if __name__ == "__main__":
    main()
