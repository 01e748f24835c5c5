"""Many clients at once, for as long as a test lets them."""

import itertools
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tests.faults.client import SERVICES, Client
from tests.faults.history import History
from tests.running import System


@contextmanager
def load(
    system: System,
    *,
    clients: int = 4,
    services: Sequence[str] = SERVICES,
    hangs_up: float = 0.0,
    token: str = "",
) -> Iterator[History]:
    """Let clients write for as long as the block takes; the history is whole when it ends.

    They show the token that they are given, or else one of the demo admin.
    """
    history, stop = History(), threading.Event()
    token = token or system.token("ana")
    product = _any_product(system, token) if "catalog" in services else ""
    threads = []
    for _ in range(clients):
        client = Client(system.url, token, history, product=product, hangs_up=hangs_up)
        threads.append(threading.Thread(target=_work, args=[client, services, stop], daemon=True))
    for thread in threads:
        thread.start()
    try:
        yield history
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _work(client: Client, services: Sequence[str], stop: threading.Event) -> None:
    """Make a row, change it twice, then the same in the next service."""
    for service in itertools.cycle(services):
        if stop.is_set():
            return
        row = client.create(service)
        for _ in range(2):
            if row.is_acknowledged and not stop.is_set():
                row = client.change(row)


def _any_product(system: System, token: str) -> str:
    """Assets are things of a product."""
    with system.api(None) as api:
        headers = {"Authorization": f"Bearer {token}"}
        page = api.get("/catalog/api/v1/products/?limit=1", headers=headers).json()
    return str(page["results"][0]["id"])
