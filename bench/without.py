"""Run by the benchmark in tasks: the CPU of requests with all that is around them, and without.

There is no server and no load: the WSGI application is called in a loop, and what each thing adds
is the difference to a loop without it. All loops take turns every few requests, each request is
timed by itself, and the lower quartile counts: whatever else a machine does only adds to it.
"""

import io
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from bench import rows, tokens
from bench.figures import percentile

READ, WRITE = "read", "write"
AT_ONCE = 4
TURNS = {READ: 100, WRITE: 50}  # in each rotation
PATH = "/tasks/api/v1/tasks/"


def _pass_on(self: Any, request: Any) -> Any:
    return self.get_response(request)


def _nothing(*_: object, **__: object) -> None:
    pass


# What is switched off, and what stands there instead. A name that is gone ends the run.
PARTS: dict[str, Sequence[tuple[str, Callable[..., Any]]]] = {
    "observability": [("chassis.observability.requests.RequestMiddleware.__call__", _pass_on)],
    "limits": [("chassis.clients.incoming.IncomingMiddleware.__call__", _pass_on)],
    "history": [
        ("chassis.history.middleware.HistoryMiddleware.__call__", _pass_on),
        ("chassis.api.views.record_actor", _nothing),
    ],
    "outbox": [("tasks_service.work.actions.tasks.publish", _nothing)],
    "idempotency": [],  # no key is sent
}
ALL = frozenset(PARTS)
VARIANTS = {"": frozenset[str](), **{name: frozenset({name}) for name in PARTS}, "all": ALL}


def main(rotations: int) -> None:
    """Print the milliseconds of a request as one JSON object: kind → what is left out → CPU."""
    with tokens.published() as keys:
        os.environ["KITROOM_JWKS_URL"] = keys
        from django.core.wsgi import get_wsgi_application  # reads the settings

        ask = _Asker(get_wsgi_application())
        usual = {
            kind: {name: percentile(took, 0.25) for name, took in found.items()}
            for kind in (READ, WRITE)
            for found in [_took(ask, kind, rotations)]
        }
    print(json.dumps(usual))


def _took(ask: "_Asker", kind: str, rotations: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {name: [] for name in VARIANTS}
    for turn in range(rotations * TURNS[kind] + 5):
        for name, left_out in VARIANTS.items():
            with _without(left_out):
                took = [_one(ask, kind, left_out) for _ in range(AT_ONCE)]
            found[name] += took if turn >= 5 else []  # the first ones warm up
    return found


@contextmanager
def _without(left_out: frozenset[str]) -> Iterator[None]:
    with ExitStack() as stack:
        for name in left_out:
            for target, instead in PARTS[name]:
                stack.enter_context(mock.patch(target, instead))
        yield


def _one(ask: "_Asker", kind: str, left_out: frozenset[str]) -> float:
    began = time.process_time_ns()
    ask(kind, is_keyed="idempotency" not in left_out)
    return (time.process_time_ns() - began) / 1e6


class _Asker:
    """Asks a WSGI application as a server would."""

    def __init__(self, application: Callable[..., Any]) -> None:
        self.application = application
        reader, writer = rows.person(rows.READERS[0]), rows.person(rows.WRITERS[0])
        row = rows.of(reader, database="tasks", limit=1)[0]["id"]
        self.places = {READ: ("GET", f"{PATH}{row}/"), WRITE: ("POST", PATH)}
        self.people = {READ: reader, WRITE: writer}
        self.tokens: dict[str, tuple[float, str]] = {}

    def __call__(self, kind: str, *, is_keyed: bool) -> None:
        """Ask once, and take the whole answer."""
        number = str(time.time_ns())
        method, path = self.places[kind]
        body = json.dumps({"title": f"Bench {number}", "priority": "high"}).encode()
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": "omit=assignee_details,asset_details" if kind == READ else "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_ACCEPT": "application/json",
            "HTTP_AUTHORIZATION": f"Bearer {self._token(kind)}",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body if kind == WRITE else b""),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            "wsgi.version": (1, 0),
        }
        if kind == WRITE:
            environ |= {"CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(body))}
            environ |= {"HTTP_IDEMPOTENCY_KEY": number} if is_keyed else {}
        said: list[str] = []
        text = b"".join(self.application(environ, lambda status, *_: said.append(status)))
        assert said[0][:3] == {READ: "200", WRITE: "201"}[kind], (said, text)

    def _token(self, kind: str) -> str:
        """A token lives for five minutes, and a run may take longer."""
        made_at, token = self.tokens.get(kind, (0.0, ""))
        if time.monotonic() - made_at > 200:
            token = tokens.token(self.people[kind])
            self.tokens[kind] = (time.monotonic(), token)
        return token


if __name__ == "__main__":
    main(int(sys.argv[1]))
