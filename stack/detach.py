"""Go on in the background: the terminal stays with us until everything is ready, or has failed."""

import os
import signal
import sys
from collections.abc import Callable

from stack.settings import Settings


def run(settings: Settings, work: Callable[[Callable[[], None]], int]) -> int:
    """Run `work` in another process; return once it says that it is ready, or with its code."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.setsid()
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        os._exit(_flushed(work(lambda: _let_go(settings, writer))))
    os.close(writer)
    return _wait(child, reader)


def _let_go(settings: Settings, writer: int) -> None:
    """Leave the terminal to others."""
    sys.stdout.flush()
    sys.stderr.flush()
    log = os.open(settings.logs / "supervisor.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    os.write(writer, b"ready")
    os.close(writer)


def _wait(child: int, reader: int) -> int:
    """Ctrl-C while it starts is meant for it."""

    def pass_on(number: int, _frame: object) -> None:
        os.kill(child, number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, pass_on)
    if os.read(reader, 5):
        return 0
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _flushed(code: int) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    return code
