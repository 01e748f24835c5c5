"""Processes of the services, run as production runs them, and ended again."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

STOP_SECONDS = 20


def environment(service: str, *, log_level: str = "WARNING") -> Mapping[str, str]:
    """The settings of one service."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": f"{service}_service.settings",
        "KITROOM_INSTANCE": f"{service}-bench",
        "KITROOM_LOG_LEVEL": log_level,
    }


def django(service: str, *words: str) -> None:
    """Run a Django command of a service to its end."""
    words = (sys.executable, "-m", "django", *words)
    subprocess.run(words, env=environment(service), check=True, stdin=subprocess.DEVNULL)


def script(service: str, module: str, *words: str, log_level: str = "WARNING") -> str:
    """Run a module of the benchmark in a service's environment; return what it printed."""
    command = (sys.executable, "-m", module, *words)
    done = subprocess.run(
        command,
        env=environment(service, log_level=log_level),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


@contextmanager
def running(service: str, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a process of a service for the length of a block."""
    process = subprocess.Popen([sys.executable, "-m", *words], env=environment(service))
    try:
        yield process
    finally:
        end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a process, and wait until it is gone."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
