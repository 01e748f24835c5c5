"""One id for each request, from the browser to the logs."""

import re

import pytest

from gateway.tests.running import Gateway
from gateway.tests.upstreams import Reply, Upstream

MINTED = re.compile(r"[0-9a-f]{32}")


@pytest.mark.parametrize("good", ["abcdefgh", "A-1-b-2-C-3", "0" * 64])
def test_a_good_request_id_goes_up_and_comes_back(
    gateway: Gateway, catalog: Upstream, good: str
) -> None:
    answer = gateway.get("/catalog/", X_Request_ID=good)

    assert catalog.received[0].all("X-Request-ID") == [good]
    assert answer.one("X-Request-ID") == good


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "short",
        "0" * 65,
        "with space",
        'quote"quote',
        "line\\nline",
        "${jndi:x}-long",
        "été-été-été",
    ],
)
def test_a_hostile_request_id_is_replaced(
    gateway: Gateway, catalog: Upstream, hostile: str
) -> None:
    answer = gateway.get("/catalog/", X_Request_ID=hostile)

    minted = answer.one("X-Request-ID")
    assert MINTED.fullmatch(minted)
    assert catalog.received[0].all("X-Request-ID") == [minted]


def test_a_request_without_an_id_gets_one(gateway: Gateway) -> None:
    first, second = gateway.get("/catalog/"), gateway.get("/catalog/")

    assert MINTED.fullmatch(first.one("X-Request-ID"))
    assert first.one("X-Request-ID") != second.one("X-Request-ID")


def test_an_id_sent_twice_is_still_one_id(gateway: Gateway, catalog: Upstream) -> None:
    answer = gateway.raw(
        b"GET /catalog/ HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"
        b"X-Request-ID: first-one\r\nX-Request-ID: second-one\r\n\r\n"
    )

    assert catalog.received[0].all("X-Request-ID") == [answer.one("X-Request-ID")]


def test_what_the_service_says_about_the_id_is_not_repeated(
    gateway: Gateway, catalog: Upstream
) -> None:
    catalog.says(Reply(headers=(("X-Request-ID", "of-the-service"),)))

    answer = gateway.get("/catalog/", X_Request_ID="of-the-client")

    assert answer.one("X-Request-ID") == "of-the-client"


@pytest.mark.parametrize("path", ["/", "/portal/portal.css", "/nothing", "/portal/health/catalog"])
def test_our_own_answers_carry_the_id_too(gateway: Gateway, path: str) -> None:
    assert gateway.get(path, X_Request_ID="abcdefgh").one("X-Request-ID") == "abcdefgh"


def test_the_id_is_in_the_body_of_our_errors(gateway: Gateway) -> None:
    answer = gateway.get("/nothing")

    assert answer.json()["request_id"] == answer.one("X-Request-ID")
