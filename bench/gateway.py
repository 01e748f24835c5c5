"""P9: what the gateway itself costs, and what API tokens cost those who show none."""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.figures import Figure
from gateway import render
from stack import registry as registries
from stack.engines.njs import modules

REQUESTS = 500
AT_ONCE = 50
LAPS = 20  # in each rotation
JWT = ".".join(("e" * 120, "e" * 600, "s" * 342))  # as long as ours
ASK = (
    f"GET /tasks/api/v1/tasks/ HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {JWT}\r\n\r\n".encode()
)
ANSWER = "x" * 900
WHO_SHOWS_ONE = re.compile(r"if \(\$shows_api_token\) \{\s*return 419;\s*\}")
UPSTREAM = """
worker_processes 1; pid up.pid; error_log stderr crit; events {}
http { access_log off; keepalive_requests 1000000;
  server { listen 127.0.0.1:%d; location / { return 200 "%s"; } } }
"""


def measure(rotations: int) -> list[Figure]:
    """Show the same token to both gateways, in turns; CPU is their workers' own.

    The least of many short laps counts: whatever else a machine does only adds to it.
    """
    spent: dict[str, list[float]] = {"with": [], "without": []}
    with ExitStack() as stack:
        upstream = stack.enter_context(_upstream())
        both = {name: stack.enter_context(_gateway(name, upstream)) for name in spent}
        for gateway in both.values():
            _milliseconds(*gateway)
        for lap in range(LAPS * rotations):
            for name in ("with", "without") if lap % 2 else ("without", "with"):
                spent[name].append(_milliseconds(*both[name]))
    least = {name: min(laps) for name, laps in spent.items()}
    print(f"  ms of CPU: with {least['with']:.4f}, without {least['without']:.4f}")
    return [
        Figure(
            row="P9",
            what="the gateway, CPU for each request with log, limit, request id",
            value=least["without"],
            must=0.15,
            aim=0.10,
            unit=" ms",
            is_limit=True,
        ),
        Figure(
            row="P9",
            what="the same with the exchange of API tokens, for a plain JWT",
            value=(least["with"] / least["without"] - 1) * 100,
            must=5,
            aim=2,
            unit=" %",
            is_limit=True,
        ),
    ]


def _milliseconds(port: int, nginx: int) -> float:
    """The workers' CPU for one request."""
    before = _cpu(nginx)
    with socket.create_connection(("127.0.0.1", port), timeout=30) as opened:
        for _ in range(REQUESTS // AT_ONCE):
            opened.sendall(ASK * AT_ONCE)
            answered = b""
            while answered.count(ANSWER.encode()) < AT_ONCE:
                answered += opened.recv(1 << 20)
    return (_cpu(nginx) - before) / REQUESTS / 1e6


def _cpu(nginx: int) -> int:
    """The nanoseconds that the workers of an Nginx have run for."""
    workers = Path(f"/proc/{nginx}/task/{nginx}/children").read_text().split()
    return sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in workers)


@contextmanager
def _upstream() -> Iterator[int]:
    """A service that costs nothing."""
    port = _free_port()
    with _nginx(UPSTREAM % (port, ANSWER), port):
        yield port


@contextmanager
def _gateway(name: str, upstream: int) -> Iterator[tuple[int, int]]:
    """Our gateway, with the exchange or as it would be without."""
    port, folder = _free_port(), Path(tempfile.mkdtemp(prefix="bench-gateway-"))
    registry = registries.load(Path("services.toml"))
    text = render.render(
        registry,
        host="127.0.0.1",
        port=port,
        internal_port=_free_port(),
        run_dir=folder,
        instances={service.name: [upstream] for service in registry},
        user="nobody" if os.geteuid() == 0 else None,
        secret="what-only-the-gateway-knows",  # noqa: S106
        modules=modules(_binary()),
    )
    text = text.replace("client_body_timeout", "keepalive_requests 1000000; client_body_timeout")
    if name == "without":
        text = WHO_SHOWS_ONE.sub("", text)
        text = text.replace("Authorization $authorization;", "Authorization $http_authorization;")
    with _nginx(text, port, folder) as pid:
        yield port, pid


@contextmanager
def _nginx(text: str, port: int, folder: Path | None = None) -> Iterator[int]:
    folder = folder or Path(tempfile.mkdtemp(prefix="bench-nginx-"))
    folder.chmod(0o755)  # its workers run as another user when we are root
    for name, content in render.scripts().items():
        (folder / name).write_bytes(content)
    (folder / "nginx.conf").write_text(text)
    words = [
        str(_binary()),
        "-e",
        "stderr",
        "-p",
        str(folder),
        "-c",
        "nginx.conf",
        "-g",
        "daemon off;",
    ]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(folder)


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("Nginx did not start; its words are above")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _binary() -> Path:
    return Path(os.environ["KITROOM_NGINX_BIN"])
