"""Who is measured: how each is started, and where it answers.

Everybody runs as two processes of one worker, each on a port of its own, as behind a gateway; half
of the connections go to each. Everybody writes a JSON line for each request into a file.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench import databases, limits, processes, rows, tokens
from stack import registry as registries
from stack.processes import leash
from stack.service_environment import LEAN

PROCESSES = 2
START_SECONDS = 40
BARE = f"fields={','.join(rows.FIELDS)}"  # what peers keep, too


@dataclass(frozen=True, kw_only=True)
class Contestant:
    """One service: the words that start a process of it, and where its tasks are."""

    name: str
    title: str
    words: Callable[[], tuple[str, ...]]  # with {port} in them
    database: str = rows.PEERS
    path: str = "/tasks/"
    query: str = ""
    service: str = ""  # if it is one of ours
    is_checked: bool = True  # it serves the rows that all do
    is_limit: bool = False  # it does not do all of the work
    prepare: Callable[[Path, int], None] | None = None  # writes files for the process of a port
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_ours(self) -> bool:
        """Whether it is one of our services."""
        return bool(self.service)


@dataclass(frozen=True)
class Running:
    """A contestant that answers."""

    contestant: Contestant
    pids: tuple[int, ...]
    ports: tuple[int, ...]


def _ours(name: str) -> Callable[[], tuple[str, ...]]:
    """What services.toml runs."""
    return lambda: _served(f"{name}_service", Path(sys.executable))


def _served(package: str, python: Path) -> tuple[str, ...]:
    """The product's own server and settings, for another package too."""
    service = registries.load(Path("services.toml")).service("tasks")
    values = {"package": package, "name": "bench", "host": "127.0.0.1", "port": "{port}"}
    _, *words = (word.format(**values) for word in service.processes["web"].command)
    return (str(python), *words)


def _wsgi_peer(name: str) -> Callable[[], tuple[str, ...]]:
    """As the product, with fewer threads."""

    def words() -> tuple[str, ...]:
        python, m, _, *others = _served(f"bench.peers.{name}", _bin("python"))
        return (python, m, "bench.peers.around.server", *others)

    return words


def _uvicorn_peer(name: str) -> Callable[[], tuple[str, ...]]:
    """As uvicorn's own documentation tunes it."""
    fast = ("--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning")
    where = ("--host", "127.0.0.1", "--port", "{port}", "--backlog", "512")
    app = f"bench.peers.{name}.app:app"
    return lambda: (str(_bin("uvicorn")), *where, *fast, app)


def _nginx() -> tuple[str, ...]:
    words = ("-e", "stderr", "-p", "{folder}", "-c", "{port}.conf", "-g", "daemon off;")
    return (os.environ["KITROOM_NGINX_BIN"], *words)


def _bin(program: str) -> Path:
    return Path(os.environ["KITROOM_BENCH_BIN"]) / program


ALL = {
    each.name: each
    for each in (
        Contestant(
            name="kitroom",
            title="Kitroom",
            words=_ours("tasks"),
            database="tasks",
            path="/tasks/api/v1/tasks/",
            query=BARE,
            service="tasks",
        ),
        Contestant(
            name="kitroom_small",
            title="Kitroom, 10,000 rows",
            words=_ours("tasks"),
            database="tasks_small",
            path="/tasks/api/v1/tasks/",
            query=BARE,
            service="tasks",
        ),
        *(
            Contestant(
                name=database,
                title=title,
                words=_ours("catalog"),
                database=database,
                path="/catalog/api/v1/assets/",
                service="catalog",
                is_checked=False,
            )
            for database, title in (
                ("catalog", "Kitroom's catalog"),
                ("catalog_small", "Kitroom's catalog, 10,000 assets"),
            )
        ),
        Contestant(name="drf", title="tuned DRF", words=_wsgi_peer("drf")),
        Contestant(name="ninja", title="django-ninja", words=_wsgi_peer("ninja")),
        Contestant(
            name="flask_sqlalchemy",
            title="Flask + SQLAlchemy",
            words=_wsgi_peer("flask_sqlalchemy"),
        ),
        Contestant(
            name="fastapi_sqlalchemy",
            title="FastAPI + SQLAlchemy",
            words=_uvicorn_peer("fastapi_sqlalchemy"),
        ),
        Contestant(
            name="fastapi_sqlalchemy_refreshing",
            title="FastAPI + SQLAlchemy, refreshing",
            words=_uvicorn_peer("fastapi_sqlalchemy"),
            environment={"BENCH_REFRESHES": "1"},
        ),
        Contestant(
            name="fastapi_asyncpg",
            title="FastAPI + asyncpg",
            words=_uvicorn_peer("fastapi_asyncpg"),
        ),
        Contestant(
            name="hello",
            title="Django hello",
            words=_wsgi_peer("hello"),
            is_checked=False,
            is_limit=True,
        ),
        Contestant(
            name="nginx",
            title="Nginx, the same bytes",
            words=_nginx,
            is_checked=False,
            is_limit=True,
            prepare=limits.write_nginx,
        ),
    )
}


@contextmanager
def running(contestant: Contestant) -> Iterator[Running]:
    """Run a contestant for the length of a block."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        jwks = stack.enter_context(tokens.published())
        (folder / "key.pem").write_text(tokens.public_pem())
        environment = {**_environment(contestant, jwks, folder), **contestant.environment}
        ports = tuple(free_port() for _ in range(PROCESSES))
        started = [
            stack.enter_context(_process(contestant, port, environment, folder)) for port in ports
        ]
        for process, port in zip(started, ports, strict=True):
            _wait_for(process, port, folder / f"{port}.log")
        pids = [process.pid for process in started]
        try:
            yield Running(contestant, tuple(pids), ports)
        except Exception as error:
            time.sleep(0.5)  # servers answer first, and log then
            said = "".join(log.read_text()[-1500:] for log in folder.glob("*.log"))
            error.add_note(f"{contestant.title} said last:\n{said}")
            raise


def _environment(contestant: Contestant, jwks: str, folder: Path) -> Mapping[str, str]:
    if contestant.is_ours:
        return {
            **processes.environment(contestant.service, log_level="INFO"),
            **LEAN,
            f"{contestant.service.upper()}_DATABASE_URL": databases.address(contestant.database),
            "KITROOM_JWKS_URL": jwks,
        }
    inherited = {name: text for name, text in os.environ.items() if not name.startswith("DJANGO")}
    return {
        **inherited,
        **LEAN,
        "BENCH_DATABASE_URL": databases.address(contestant.database),
        "BENCH_SECRET_KEY": os.environ["TASKS_SECRET_KEY"],
        "BENCH_PUBLIC_KEY": str(folder / "key.pem"),
        "BENCH_ISSUER": tokens.issuer(),
    }


@contextmanager
def _process(
    contestant: Contestant, port: int, environment: Mapping[str, str], folder: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    words = [word.format(port=port, folder=folder) for word in contestant.words()]
    if contestant.prepare:
        contestant.prepare(folder, port)
    with (folder / f"{port}.log").open("wb") as out:
        process = subprocess.Popen(
            words,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            preexec_fn=leash.tie(signal.SIGKILL),
        )
    try:
        yield process
    finally:
        processes.end(process)


def _wait_for(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"A contestant did not start:\n{log.read_text()[-2000:]}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
