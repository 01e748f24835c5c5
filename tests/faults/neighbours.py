"""Callers of the one endpoint that asks another service: a task's asset, as the catalog has it."""

import json
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import requests

from tests.running import System, until

ASKS = "/catalog/internal/assets/"
TIMEOUT_SECONDS = 10


@dataclass
class Calls:
    """What callers were told, and how long that took."""

    statuses: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    stale: int = 0


def a_task_about_an_asset(system: System) -> str:
    """The address of a task's asset which tasks have heard of."""
    with system.api("ana") as api:
        product = api.get("/catalog/api/v1/products/?limit=1").json()["results"][0]["id"]
        asset = {"tag": uuid.uuid4().hex, "product": product}
        asset_id = api.post("/catalog/api/v1/assets/", asset).json()["id"]
        task = api.post("/tasks/api/v1/tasks/", {"title": "Look", "asset_id": asset_id}).json()
        path = f"/tasks/api/v1/tasks/{task['id']}/"
        until(lambda: api.get(path).json()["asset_details"])
        return f"{path}asset/"


@contextmanager
def calling(system: System, path: str, callers: int = 4, pause: float = 0.05) -> Iterator[Calls]:
    """Ask for it again and again, from several callers, for as long as the block takes."""
    calls, stop, token = Calls(), threading.Event(), system.token("ana")
    threads = [
        threading.Thread(target=_ask, args=[system.url + path, token, calls, stop, pause])
        for _ in range(callers)
    ]
    for thread in threads:
        thread.start()
    try:
        yield calls
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def asked(system: System, since: int) -> tuple[int, int]:
    """How many calls came in, and how many requests to the catalog came of them, by the log."""
    with (system.run / "logs" / "gateway.log").open() as log:
        log.seek(since)
        paths = [json.loads(line)["path"] for line in log if line.startswith("{")]
    came = sum(path.startswith("/tasks/") and path.endswith("/asset/") for path in paths)
    return came, sum(path.startswith(ASKS) for path in paths)


def end_of_log(system: System) -> int:
    """Where the gateway's log ends now."""
    return (system.run / "logs" / "gateway.log").stat().st_size


def _ask(url: str, token: str, calls: Calls, stop: threading.Event, pause: float) -> None:
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {token}"
        while not stop.wait(pause):
            began = time.monotonic()
            answer = session.get(url, timeout=TIMEOUT_SECONDS)
            calls.seconds.append(time.monotonic() - began)
            calls.statuses.append(answer.status_code)
            calls.stale += answer.status_code == 200 and answer.json()["is_stale"]
