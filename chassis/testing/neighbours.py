"""A neighbour that does as a test tells it: answers, stalls, hangs up, or lies.

It is every other service at once, and issues the tokens that it is then shown.
"""

import json
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "/token/"


@dataclass(frozen=True)
class Heard:
    """A request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Says:
    """One answer. `raw` replaces all of it; `stalls` sends none until the neighbour is released."""

    status: int = 200
    body: bytes = b'{"ok": true}'
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    stalls: bool = False


@dataclass
class Neighbour:
    """Every service at one address: tokens are issued there, too."""

    url: str = ""
    heard: list[Heard] = field(default_factory=list)
    tokens_asked: list[Heard] = field(default_factory=list)
    says: Callable[[Heard], Says] = field(default_factory=lambda: lambda heard: Says())
    issues: Callable[[int], Says] = field(default_factory=lambda: issued)
    released: threading.Event = field(default_factory=threading.Event)

    def always(self, **words: Any) -> None:
        """Answer every request like this from now on."""
        self.says = lambda heard: Says(**words)

    def hear(self, heard: Heard) -> Says:
        """Take a request and say what is answered."""
        if heard.path.partition("?")[0] != TOKEN:
            self.heard.append(heard)
            return self.says(heard)
        self.tokens_asked.append(heard)
        return self.issues(len(self.tokens_asked))


def issued(number: int, **changes: Any) -> Says:
    """Return a token answer; each token has the number of its request."""
    words = {"access_token": f"token-{number}", "expires_in": 300, **changes}
    return Says(body=json.dumps(words).encode())


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # an answer leaves in one piece
    server: Any

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        neighbour: Neighbour = self.server.neighbour
        said = neighbour.hear(Heard(self.command, self.path, dict(self.headers), body))
        if said.stalls:
            neighbour.released.wait(20)
        if said.raw is not None:
            self.wfile.write(said.raw)
            self.close_connection = True
            return
        self.send_response_only(said.status)
        for name, value in {"Content-Length": str(len(said.body)), **said.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said.body)

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    neighbour: Neighbour

    def handle_error(self, request: object, client_address: object) -> None:
        """Whom we kept waiting has gone."""


def start() -> tuple[Neighbour, Callable[[], None]]:
    """Let a neighbour listen, and return it with what stops it."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.neighbour = neighbour = Neighbour(url=f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

    def stop() -> None:
        neighbour.released.set()
        with suppress(OSError):
            server.shutdown()
            server.server_close()

    return neighbour, stop


def nobody() -> str:
    """Return an address where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"
