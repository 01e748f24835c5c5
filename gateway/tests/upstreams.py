"""Services that answer as a test tells them, and remember what they were asked."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Received:
    """A request as it reached the service."""

    method: str
    path: str
    headers: list[tuple[str, str]]
    body: bytes
    connection: int

    def all(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for key, value in self.headers if key.lower() == name.lower()]


@dataclass(frozen=True)
class Reply:
    """What the service says; `hangs_up` means that it dies before it says anything."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "application/json"),)
    body: bytes = b"{}"
    after_seconds: float = 0
    hangs_up: bool = False


HANGS_UP = Reply(hangs_up=True)


def echo(request: Received) -> Reply:
    """Say what was asked."""
    return Reply(body=json.dumps({"method": request.method, "path": request.path}).encode())


@dataclass
class Upstream:
    """One instance of a service."""

    port: int = 0
    reply: Callable[[Received], Reply] = echo
    received: list[Received] = field(default_factory=list)

    def says(self, reply: Reply) -> None:
        """Answer every request like this from now on."""
        self.reply = lambda request: reply


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    upstream: Upstream

    def handle_error(self, request: object, client_address: object) -> None:
        """A gateway that hangs up is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave together, as from our servers: a kill comes before or after
    server: _Server

    def handle_one_request(self) -> None:
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        self._answer(self.server.upstream)

    def _answer(self, upstream: Upstream) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        request = Received(
            self.command, self.path, self.headers.items(), body, self.client_address[1]
        )
        upstream.received.append(request)
        reply = upstream.reply(request)
        time.sleep(reply.after_seconds)
        if reply.hangs_up:
            self.close_connection = True
            return
        self._send(reply)

    def _send(self, reply: Reply) -> None:
        self.send_response_only(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        if reply.status not in (204, 304):
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD" and reply.status not in (204, 304):
            self.wfile.write(reply.body)
        self.wfile.flush()


@contextmanager
def running(upstream: Upstream) -> Iterator[Upstream]:
    """Let it listen, on its port or on a free one."""
    server = _Server(("127.0.0.1", upstream.port), _Handler)
    server.upstream = upstream
    upstream.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield upstream
    finally:
        upstream.says(HANGS_UP)  # on connections that are still open, too
        server.shutdown()
        server.server_close()


if __name__ == "__main__":  # as a process of its own, for tests that kill it
    with running(Upstream()) as instance:
        print(instance.port, flush=True)
        threading.Event().wait()
