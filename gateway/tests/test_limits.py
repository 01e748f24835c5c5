"""How much one client may ask for."""

import gzip
import socket
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from itertools import islice

import pytest

from gateway.tests.running import Gateway, Start
from gateway.tests.upstreams import Reply, Upstream

MEGABYTE = 1024 * 1024

SIGN_INS = [
    "/accounts/login/",
    "/accounts/login",
    "/accounts/admin/login/",
    "/accounts/login/second-factor/",
    "/accounts/login/passkey/",
    "/accounts/password/",
    "/accounts/password",
    "/accounts/password/forgotten/",
    "/accounts/password/new/",
    "/accounts/email/",
    "/accounts/email/confirm/",
    "/accounts/security/app/",
    "/accounts/security/passkey/",
    "/accounts/security/recovery-codes/",
    "/accounts/security/7/remove/",
    "/accounts/o/token/",
    "/accounts/o/device/",
    "/accounts/o/device-authorization/",
    "/accounts/o/introspect/",
    "/accounts/o/revoke_token/",
    "/tasks/admin/login/",
    "/catalog/admin/login/",
    "//accounts/./login/",
]


def few_guesses(text: str) -> str:
    """The same limit, reached sooner."""
    return text.replace("rate=10r/s", "rate=1r/m").replace("burst=40", "burst=3")


def test_an_import_of_nearly_50_mb_gets_through(gateway: Gateway, catalog: Upstream) -> None:
    body = bytes(49 * MEGABYTE)

    answer = gateway.send("POST", "/catalog/api/v1/imports/", body)

    assert answer.status == 200
    assert len(catalog.received[0].body) == len(body)


@pytest.mark.parametrize("key", [b"", b"Idempotency-Key: k-1\r\n"])
def test_more_than_50_mb_is_refused_before_it_is_sent(
    gateway: Gateway, catalog: Upstream, key: bytes
) -> None:
    answer = gateway.raw(
        b"POST /catalog/api/v1/imports/ HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
        b"Content-Length: %d\r\n%b\r\n" % (51 * MEGABYTE, key)
    )

    assert (answer.status, answer.json()["code"]) == (413, "payload_too_large")
    assert "50 MB" in answer.json()["detail"]
    assert not catalog.received


def test_chunks_that_become_too_much_are_refused(start: Start, catalog: Upstream) -> None:
    gateway = start(lambda text: text.replace("size 50m", "size 1k"), catalog=[catalog])

    answer = gateway.raw(
        b"POST /catalog/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"800\r\n" + b"a" * 0x800 + b"\r\n0\r\n\r\n"
    )

    assert answer.status == 413
    assert not catalog.received


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "gzip, gzip"])
def test_a_packed_body_is_not_unpacked(gateway: Gateway, catalog: Upstream, coding: str) -> None:
    answer = gateway.send(
        "POST",
        "/catalog/api/v1/products/",
        gzip.compress(bytes(1000)),
        {"Content-Encoding": coding, "Idempotency-Key": "k-1"},
    )

    assert (answer.status, answer.json()["code"]) == (415, "unsupported_media_type")
    assert not catalog.received


def test_a_body_that_is_said_to_be_plain_gets_through(gateway: Gateway) -> None:
    answer = gateway.send("POST", "/catalog/", b"{}", {"Content-Encoding": "identity"})

    assert answer.status == 200


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "k-1"}])
def test_guessing_passwords_is_slowed_down(
    start: Start, accounts: Upstream, headers: dict[str, str]
) -> None:
    gateway = start(few_guesses, accounts=[accounts])

    answers = [gateway.send("POST", "/accounts/login/", b"", headers) for _ in range(5)]

    assert [answer.status for answer in answers] == [200, 200, 200, 200, 429]
    assert answers[-1].json()["code"] == "rate_limited"
    assert answers[-1].one("Retry-After") == "1"
    assert len(accounts.received) == 4


def test_whatever_can_be_guessed_at_counts_together(start: Start, accounts: Upstream) -> None:
    gateway = start(few_guesses, accounts=[accounts], tasks=[accounts], catalog=[accounts])
    for _ in range(4):
        gateway.send("POST", "/accounts/login/")

    for headers in ({}, {"Idempotency-Key": "k-1"}):
        answers = {path: gateway.send("POST", path, b"", headers).status for path in SIGN_INS}
        assert answers == dict.fromkeys(SIGN_INS, 429)
    assert len(accounts.received) == 4


def test_only_guesses_count(start: Start, accounts: Upstream, tasks: Upstream) -> None:
    gateway = start(few_guesses, accounts=[accounts], tasks=[tasks])

    looks = [gateway.get(path).status for path in SIGN_INS if path.startswith("/accounts")]
    writes = [gateway.send("POST", "/tasks/api/v1/tasks/").status for _ in range(10)]

    assert set(looks + writes) == {200}


def test_a_slow_service_does_not_take_the_others_along(
    start: Start, catalog: Upstream, tasks: Upstream
) -> None:
    gateway = start(
        lambda text: text.replace("limit_conn per_service 300", "limit_conn per_service 4"),
        catalog=[catalog],
        tasks=[tasks],
    )
    goes_on = threading.Event()
    catalog.reply = lambda request: (goes_on.wait(30), Reply())[1]

    with ThreadPoolExecutor(12) as pool:
        slow = [pool.submit(gateway.get, "/catalog/") for _ in range(12)]
        others = [gateway.get("/tasks/").status for _ in range(10)]
        refused = [asked.result() for asked in islice(as_completed(slow), 8)]
        goes_on.set()
        answered = [asked.result().status for asked in slow]

    assert set(others) == {200}
    assert Counter(answered) == {503: 8, 200: 4}
    assert "more to do than it can take" in refused[0].json()["detail"]
    assert refused[0].one("Retry-After") == "5"


@pytest.mark.parametrize(
    "beginning",
    [
        b"GET /catalog/ HTTP/1.1\r\nHost: a\r\nX-Slow: ",
        b"POST /catalog/ HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nslow",
    ],
)
def test_a_client_that_never_finishes_is_hung_up_on(
    start: Start, catalog: Upstream, beginning: bytes
) -> None:
    gateway = start(
        lambda text: text.replace("header_timeout 10s", "header_timeout 200ms").replace(
            "body_timeout 10s", "body_timeout 200ms"
        ),
        catalog=[catalog],
    )

    with socket.create_connection(("127.0.0.1", gateway.port), timeout=30) as connection:
        connection.sendall(beginning)
        with suppress(ConnectionResetError):
            assert connection.recv(1) == b""

    assert not catalog.received
