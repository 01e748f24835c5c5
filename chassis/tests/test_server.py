"""The server: one process, which finishes what it has begun."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep
from typing import Any

import pytest
import urllib3

from chassis.resting import SMALL, Processors, Whole, rested

START_SECONDS = 30
SLOW_SECONDS = 3
A_MOMENT = 0.3
UNREAD = b"x" * SMALL


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer; who asks for the end is told so after the process was."""
    if environ["PATH_INFO"] == "/end":
        os.kill(os.getpid(), signal.SIGTERM)
    if environ["PATH_INFO"] == "/whole":
        start_response("200 OK", [])
        return Whole([b"whole"], lambda: sleep(START_SECONDS))
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]


class Taken(Processors):
    """Processors that are always taken."""

    def are_taken(self) -> bool:
        """Say so."""
        return True


class Told:
    """An answer as Django's are; who asks for the death of the process is not told all."""

    streaming = False

    def __init__(self, path: str) -> None:
        self.path = path

    def __iter__(self) -> Iterator[bytes]:
        yield b"to"
        if self.path == "/die":
            sleep(A_MOMENT)
            os.kill(os.getpid(), signal.SIGKILL)
        yield b"ld"

    def close(self) -> None:
        """Have nothing to close."""


def slow_or_quick(environ: dict[str, Any], start_response: Callable[..., Any]) -> Told:
    """Answer at once, or after some seconds."""
    sleep(SLOW_SECONDS if environ["PATH_INFO"] == "/slow" else 0)
    start_response("200 OK", [("Content-Length", "4")])
    return Told(environ["PATH_INFO"])


resting_application = rested(slow_or_quick, Taken())


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture
def server(port, request):
    name = getattr(request, "param", "application")
    process = subprocess.Popen(
        [sys.executable, "-m", "chassis.server", "--port", str(port), f"{__name__}:{name}"]
    )
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def ask(server, port):
    def get(path, **more):
        wait = urllib3.Retry(START_SECONDS * 10, backoff_factor=0.1, backoff_max=0.1)
        address = f"http://127.0.0.1:{port}{path}"
        return urllib3.request("GET", address, retries=wait, **more).data

    return get


def test_who_was_started_is_who_answers(server, ask):
    assert ask("/") == str(server.pid).encode()

    children = Path(f"/proc/{server.pid}/task").glob("*/children")
    assert "".join(each.read_text() for each in children) == ""


def test_an_answer_is_sent_before_its_thread_comes_back(ask):
    ask("/")
    for body in (None, UNREAD):
        assert ask("/whole", body=body, timeout=START_SECONDS / 3) == b"whole"


@pytest.mark.parametrize("server", ["resting_application"], indirect=True)
def test_nobody_waits_for_a_slow_request_while_threads_rest(ask):
    ask("/")
    with ThreadPoolExecutor(9) as pool:
        slow = pool.submit(ask, "/slow")
        quick = [pool.submit(ask, "/") for _ in range(100)]
        assert {each.result() for each in quick} == {b"told"}
        assert not slow.done()
        assert slow.result() == b"told"


@pytest.mark.parametrize("server", ["resting_application"], indirect=True)
def test_who_dies_before_an_answer_is_whole_has_told_nothing(server, ask, port):
    ask("/")
    with socket.create_connection(("127.0.0.1", port), START_SECONDS) as gateway:
        gateway.sendall(b"GET /die HTTP/1.1\r\nHost: here\r\n\r\n")
        assert gateway.recv(1) == b""

    assert server.wait(START_SECONDS) == -signal.SIGKILL


def test_what_was_begun_is_answered_before_the_end(server, ask):
    assert ask("/end") == str(server.pid).encode()

    assert server.wait(START_SECONDS) == 0
