"""Scaling and restarting, while requests come in."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from gateway.tests.running import Start
from gateway.tests.upstreams import Reply, Upstream


def test_a_reload_loses_no_request(start: Start, instance: Callable[[], Upstream]) -> None:
    one, two, three = instance(), instance(), instance()
    gateway = start(catalog=[one])
    is_done = threading.Event()

    def ask_until_done() -> list[int]:
        statuses = []
        while not is_done.is_set():
            statuses.append(gateway.get("/catalog/").status)
        return statuses

    with ThreadPoolExecutor(4) as pool:
        askers = [pool.submit(ask_until_done) for _ in range(4)]
        gateway.route_to({"catalog": [one.port, two.port]})
        gateway.route_to({"catalog": [two.port, three.port]})
        is_done.set()
        statuses = [status for asker in askers for status in asker.result()]

    assert set(statuses) == {200}
    assert gateway.get("/catalog/").status == 200


def test_a_new_instance_gets_its_share(start: Start, instance: Callable[[], Upstream]) -> None:
    one, two = instance(), instance()
    gateway = start(catalog=[one])

    gateway.route_to({"catalog": [one.port, two.port]})
    for _ in range(20):
        gateway.get("/catalog/")

    assert len(one.received) >= 5
    assert len(two.received) >= 5


def test_an_answer_that_takes_long_survives_a_reload(start: Start, catalog: Upstream) -> None:
    catalog.says(Reply(after_seconds=0.5))
    gateway = start(catalog=[catalog])

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(gateway.get, "/catalog/")
        while not catalog.received:
            pass
        gateway.route_to({"catalog": []})

        assert slow.result().status == 200
    assert gateway.get("/catalog/").status == 503
