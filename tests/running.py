"""A running system, and callers of it as a user would be: through `manage.py` and the gateway."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import requests

from stack import settings as stack_settings

ROOT = Path(__file__).resolve().parent.parent
FIRST_START_SECONDS = 300
HTTP_SECONDS = 30
TOKEN_IS_KEPT_SECONDS = 120  # of the 300 that it lives
ANSWERS_OF_EACH = 6  # so many that each process of a service has most likely given one


class System:
    """One checkout's system with a run folder and ports of its own."""

    def __init__(self, name: str, port: int, root: Path = ROOT) -> None:
        self.root = root
        self.run = stack_settings.from_environment().run / "test" / name
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.environ = {
            **os.environ,
            "KITROOM_RUN_DIR": str(self.run),
            "KITROOM_PORT": str(port),
        }
        self._kept: dict[str, tuple[float, str]] = {}

    def manage(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command of manage.py."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=self.root,
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=FIRST_START_SECONDS,
        )
        assert not check or done.returncode == 0, f"{words}:\n{done.stdout}\n{done.stderr}"
        return done

    def status(self) -> dict[str, Any]:
        """Return what `status --json` says, by process name."""
        rows = json.loads(self.manage("status", "--json", check=False).stdout)
        return {row["name"]: row for row in rows}

    def pids(self) -> list[int]:
        """Return the ids of its processes."""
        return [row["pid"] for row in self.status().values() if row["pid"]]

    def left_nothing(self, pids: list[int]) -> None:
        """Check that of a system which ran with these ids nothing runs or listens any more."""
        until(lambda: not [pid for pid in pids if is_alive(pid)], seconds=20)
        ports = [self.port + number for number in (0, 1, 2, 20, 40, 60)]
        assert not [port for port in ports if is_listening(port)]
        assert not list(self.run.rglob("*.pid"))

    def token(self, user: str) -> str:
        """Return a fresh token of a demo person."""
        return self.manage("accounts", "issue_token", "--user", user).stdout.split()[-1]

    def password(self) -> str:
        """Return the demo people's password."""
        return (self.run / "secrets" / "demo-password").read_text().strip()

    @contextmanager
    def api(self, user: str | None = "ana") -> Iterator["Api"]:
        """Give a caller of the gateway with a person's token for three minutes, or without one."""
        with requests.Session() as session:
            if user:
                session.headers["Authorization"] = f"Bearer {self._kept_token(user)}"
            yield Api(self.url, session)

    def _kept_token(self, user: str) -> str:
        """Return the token of before, if it still lets in: to make one takes a second."""
        made_at, token = self._kept.get(user, (float("-inf"), ""))
        if time.monotonic() - made_at < TOKEN_IS_KEPT_SECONDS and self._lets_in(token):
            return token
        self._kept[user] = time.monotonic(), self.token(user)
        return self._kept[user][1]

    def _lets_in(self, token: str) -> bool:
        headers = {"Authorization": f"Bearer {token}"}
        answer = requests.get(f"{self.url}/accounts/api/v1/people/me/", headers=headers, timeout=5)
        return answer.status_code == 200


class Api:
    """A caller of the gateway."""

    def __init__(self, url: str, session: requests.Session) -> None:
        self.url = url
        self.session = session

    def call(self, method: str, path: str, **words: Any) -> requests.Response:
        """Send a request; a path that is a whole address is taken as it is."""
        address = path if path.startswith("http") else f"{self.url}{path}"
        words.setdefault("timeout", HTTP_SECONDS)
        return self.session.request(method, address, allow_redirects=False, **words)

    def get(self, path: str, **words: Any) -> requests.Response:
        """GET."""
        return self.call("GET", path, **words)

    def post(self, path: str, body: Any = None, **words: Any) -> requests.Response:
        """POST a JSON body."""
        return self.call("POST", path, json=body, **words)

    def put(self, path: str, body: Any, **words: Any) -> requests.Response:
        """PUT a JSON body."""
        return self.call("PUT", path, json=body, **words)

    def patch(self, path: str, body: Any, **words: Any) -> requests.Response:
        """PATCH with a JSON body."""
        return self.call("PATCH", path, json=body, **words)

    def delete(self, path: str, **words: Any) -> requests.Response:
        """DELETE."""
        return self.call("DELETE", path, **words)


def until(condition: Callable[[], Any], seconds: float = 30) -> Any:
    """Wait until a condition gives something true, and return that."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.1)
    return found


def refused_everywhere(
    ask: Callable[[str], requests.Response], paths: list[str], seconds: float = 5
) -> list[requests.Response]:
    """Wait until every path says 401 whichever process answers, and return those answers.

    Each process reads for itself whose access has ended: one refusal says nothing of the next.
    """

    def ask_all() -> list[requests.Response]:
        answers = [ask(path) for path in paths for _ in range(ANSWERS_OF_EACH)]
        return answers if all(answer.status_code == 401 for answer in answers) else []

    found: list[requests.Response] = until(ask_all, seconds)
    return found


def files_holding(secret: str, folder: Path) -> list[Path]:
    """Return the files that hold a secret in clear; files may come and go meanwhile."""
    found = []
    for place, _, names in os.walk(folder):
        for path in (Path(place, name) for name in names):
            with suppress(FileNotFoundError):
                if path.is_file() and secret.encode() in path.read_bytes():
                    found.append(path)
    return found


def is_alive(pid: int) -> bool:
    """Tell whether a process runs (a zombie does not)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def is_listening(port: int) -> bool:
    """Tell whether something answers on a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def kill(pid: int) -> None:
    """End a process as a crash would."""
    os.kill(pid, signal.SIGKILL)
