"""A real Nginx with our configuration, for one test."""

import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from gateway import render
from stack.engines.njs import modules
from stack.registry import Registry

Instances = Mapping[str, list[int]]
PATIENCE_SECONDS = 30
WORKERS = 2
SECRET = "what-only-the-gateway-knows"
MOST_PROCESSES = 12
# Each process of the tests has ports of its own: two would find the same one free, for they listen
# later. A gateway takes two: never one twice.
_OURS = 20_000 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % MOST_PROCESSES * 1_000
_PORTS = iter(random.sample(range(_OURS, _OURS + 1_000), 1_000))


@dataclass(frozen=True)
class Answer:
    """What the gateway said."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def one(self, name: str) -> str:
        """The value of a header that must be there once."""
        values = self.all(name)
        assert len(values) == 1, f"{name} is there {len(values)} times in {self.headers}"
        return values[0]

    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)


@dataclass
class Gateway:
    """A running gateway."""

    registry: Registry
    folder: Path
    port: int
    internal_port: int
    process: subprocess.Popen[str]
    edit: Callable[[str], str]
    modules: list[Path]
    scripts: dict[str, bytes] = field(default_factory=render.scripts)
    log: list[dict[str, Any]] = field(default_factory=list)

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a path; header names are written with underscores."""
        return self.send("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send one request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body=body, headers=dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, response.getheaders(), response.read())
        finally:
            connection.close()

    def raw(self, request: bytes) -> Answer:
        """Send these very bytes, which need not be HTTP."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(request)
            response = http.client.HTTPResponse(connection)
            response.begin()
            return Answer(response.status, response.getheaders(), response.read())

    def route_to(self, instances: Instances) -> None:
        """Send requests to other instances from now on, without a stop."""
        _write(self, instances)
        before = self._workers()
        self.process.send_signal(signal.SIGHUP)
        wait_until(lambda: len(self._workers() - before) >= WORKERS)
        wait_until(lambda: all(_is_leaving(worker) for worker in before))

    def works(self) -> bool:
        """It has its workers: Nginx listens before that, and a reload would still end it."""
        assert self.process.poll() is None, "Nginx did not start; its words are above"
        return len(self._workers()) >= WORKERS

    def logged(self, count: int = 1) -> list[dict[str, Any]]:
        """The lines of the access log, once there are this many."""
        wait_until(lambda: len(self.log) >= count)
        return self.log

    def _workers(self) -> set[str]:
        task = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return set(task.read_text().split())


Start = Callable[..., Gateway]


@contextmanager
def running(
    binary: Path,
    registry: Registry,
    instances: Instances,
    edit: Callable[[str], str] = lambda text: text,
) -> Iterator[Gateway]:
    """Run a gateway before these instances; `edit` may shorten its limits."""
    folder = Path(tempfile.mkdtemp(prefix="gateway-"))
    folder.chmod(0o755)  # its workers run as another user when we are root
    process = None
    try:
        gateway = Gateway(
            registry, folder, free_port(), free_port(), process, edit, modules(binary)
        )  # type: ignore[arg-type]
        _write(gateway, instances)
        process = gateway.process = _start(binary, folder)
        threading.Thread(target=_follow, args=(gateway,), daemon=True).start()
        wait_until(gateway.works)
        yield gateway
    finally:
        if process:
            process.terminate()
            process.wait(PATIENCE_SECONDS)
        shutil.rmtree(folder)


def free_port() -> int:
    """A port that nobody uses now, below those that the kernel gives to whoever calls somebody."""
    for port in _PORTS:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    pytest.fail("No port is free.")


def wait_until(condition: Callable[[], object]) -> None:
    """Wait for something that should come soon."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it did not come in time"
        time.sleep(0.01)


def _write(gateway: Gateway, instances: Instances) -> None:
    portal = gateway.folder / "portal"
    portal.mkdir(exist_ok=True)
    for name, content in render.portal(gateway.registry, origin="http://127.0.0.1:8080").items():
        (portal / name).write_bytes(content)
    for name, content in gateway.scripts.items():
        (gateway.folder / name).write_bytes(content)
    text = render.render(
        gateway.registry,
        host="127.0.0.1",
        port=gateway.port,
        internal_port=gateway.internal_port,
        run_dir=gateway.folder,
        instances=instances,
        user="nobody" if os.geteuid() == 0 else None,
        secret=SECRET,
        modules=gateway.modules,
    )
    (gateway.folder / "nginx.conf").write_text(gateway.edit(text), encoding="utf-8")


def _start(binary: Path, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [binary, "-e", "stderr", "-p", folder, "-c", "nginx.conf", "-g", "daemon off;"],
        stdout=subprocess.PIPE,
        text=True,
    )


def _is_leaving(worker: str) -> bool:
    """It takes nothing new; what it has begun may take longer."""
    try:
        title = Path(f"/proc/{worker}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):  # it ended before, or while it was read
        return True
    return not title or "shutting down" in title


def _follow(gateway: Gateway) -> None:
    assert gateway.process.stdout
    with gateway.process.stdout as lines:
        for line in lines:
            gateway.log.append(json.loads(line))
