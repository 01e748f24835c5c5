"""What happens to a request whose instance dies: repeated only if that is harmless."""

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from gateway.tests.running import Gateway, Start, free_port
from gateway.tests.upstreams import HANGS_UP, Reply, Upstream
from stack.settings import ROOT


@pytest.fixture
def two(instance: Callable[[], Upstream]) -> list[Upstream]:
    """Two instances that die as soon as they got a request."""
    instances = [instance(), instance()]
    for one in instances:
        one.says(HANGS_UP)
    return instances


@pytest.fixture
def dying(start: Start, two: list[Upstream]) -> Gateway:
    """A gateway before these two."""
    return start(catalog=two)


def tries(two: list[Upstream]) -> int:
    """How often a request was sent to an instance."""
    return len(two[0].received) + len(two[1].received)


@pytest.mark.parametrize(
    ("method", "headers"), [("POST", {}), ("PATCH", {}), ("PATCH", {"Idempotency-Key": "k-1"})]
)
def test_a_write_that_no_service_remembers_is_never_repeated(
    dying: Gateway, two: list[Upstream], method: str, headers: dict[str, str]
) -> None:
    answer = dying.send(method, "/catalog/api/v1/products/", b"{}", headers)

    assert tries(two) == 1
    assert (answer.status, answer.json()["code"]) == (502, "bad_gateway")
    assert answer.json()["detail"].startswith("Catalog stopped before it answered.")
    assert not answer.all("Retry-After")


def test_a_post_with_a_key_goes_to_another_instance(dying: Gateway, two: list[Upstream]) -> None:
    answer = dying.send("POST", "/catalog/x/?y=%2F", b"{}", {"Idempotency-Key": "k-1"})

    assert [len(one.received) for one in two] == [1, 1]
    for one in two:
        (heard,) = one.received
        assert (heard.method, heard.path, heard.body) == ("POST", "/catalog/x/?y=%2F", b"{}")
        assert heard.all("Idempotency-Key") == ["k-1"]
    assert answer.status == 502


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
def test_what_may_be_repeated_goes_to_another_instance(
    dying: Gateway, two: list[Upstream], method: str
) -> None:
    dying.send(method, "/catalog/api/v1/products/1/")

    assert [len(one.received) for one in two] == [1, 1]


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH"])
def test_an_instance_that_is_not_there_costs_nothing(
    start: Start, catalog: Upstream, method: str
) -> None:
    nobody = Upstream(port=free_port())
    gateway = start(catalog=[nobody, catalog])

    statuses = [gateway.send(method, "/catalog/").status for _ in range(20)]

    assert statuses == [200] * 20
    assert len(catalog.received) == 20


def test_connections_to_an_instance_are_used_again(gateway: Gateway, catalog: Upstream) -> None:
    for _ in range(20):
        gateway.get("/catalog/")

    workers = 2
    assert len({request.connection for request in catalog.received}) <= workers


def killable(cleanup: ExitStack) -> tuple[Upstream, int]:
    """An instance in a process of its own, and the process's id."""
    process = cleanup.enter_context(
        subprocess.Popen(
            [sys.executable, "-m", "gateway.tests.upstreams"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
    )
    cleanup.callback(process.kill)
    assert process.stdout
    return Upstream(port=int(process.stdout.readline())), process.pid


@pytest.mark.parametrize(
    ("method", "headers"), [("GET", {}), ("POST", {"Idempotency-Key": "k-1"}), ("PUT", {})]
)
def test_killing_an_instance_under_load_costs_no_request_that_may_be_repeated(
    start: Start, cleanup: ExitStack, method: str, headers: dict[str, str]
) -> None:
    (one, pid), (two, _) = killable(cleanup), killable(cleanup)
    gateway = start(catalog=[one, two])

    def ask(number: int) -> int:
        if number == 100:
            os.kill(pid, signal.SIGKILL)
        return gateway.send(method, "/catalog/", headers=headers).status

    with ThreadPoolExecutor(8) as pool:
        statuses = Counter(pool.map(ask, range(300)))

    assert statuses == {200: 300}


@pytest.mark.parametrize(("method", "headers"), [("GET", {}), ("POST", {"Idempotency-Key": "k-1"})])
def test_nobody_waits_for_a_second_instance_after_the_first_was_silent_all_the_time(
    start: Start, instance: Callable[[], Upstream], method: str, headers: dict[str, str]
) -> None:
    silent = [instance(), instance()]
    for one in silent:
        one.says(Reply(after_seconds=60))
    gateway = start(
        lambda text: re.sub(
            r"(proxy_(?:read|next_upstream)_timeout) (\d+)s",
            lambda found: f"{found[1]} {int(found[2]) * 10}ms",
            text,
        ),
        catalog=silent,
    )

    answer = gateway.send(method, "/catalog/", headers=headers)

    assert (answer.status, answer.json()["code"]) == (504, "upstream_timeout")
    assert tries(silent) == 1


def test_a_frozen_instance_soon_gets_nothing_new(start: Start, cleanup: ExitStack) -> None:
    (one, pid), (two, _) = killable(cleanup), killable(cleanup)
    gateway = start(
        lambda text: text.replace("proxy_read_timeout 35s", "proxy_read_timeout 2s"),
        catalog=[one, two],
    )
    os.kill(pid, signal.SIGSTOP)

    with ThreadPoolExecutor(4) as pool:
        statuses = Counter(answer.status for answer in pool.map(gateway.get, ["/catalog/"] * 100))

    assert statuses == {200: 100}
    tried = [line["upstream"].count(f":{one.port}") for line in gateway.logged(100)]
    assert sum(tried) < 25  # by turns it would be 50
