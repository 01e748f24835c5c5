"""One call: what goes out, and what comes back."""

import json
import time

import pytest

from chassis.clients import Upstream, UpstreamAway, UpstreamRefused, incoming, transport
from chassis.clients.circuit import circuit_of
from chassis.clients.errors import Unreadable
from chassis.clients.tokens import Token
from chassis.observability import context
from chassis.testing import neighbours


def test_a_call_reaches_the_internal_address_of_its_service(shelf, neighbour):
    answer = shelf.get("/internal/things/", params={"limit": 2, "tag": ["a b", "c/d"]})

    assert answer.json() == {"ok": True}
    (heard,) = neighbour.heard
    assert heard.path == "/shelf/internal/things/?limit=2&tag=a+b&tag=c%2Fd"
    assert heard.headers["Authorization"] == "Bearer token-1"


def test_it_carries_the_request_id_and_the_trace(shelf, neighbour):
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    context.begin("request-12345")
    kept = incoming._trace.set(trace)

    shelf.get("/internal/things/")

    incoming._trace.reset(kept)
    context.begin("")
    (heard,) = neighbour.heard
    assert heard.headers["X-Request-ID"] == "request-12345"
    assert heard.headers["traceparent"] == trace


def test_a_call_outside_of_a_request_has_neither(shelf, neighbour):
    context.begin("")

    shelf.get("/internal/things/")

    assert not {"X-Request-ID", "traceparent"} & neighbour.heard[0].headers.keys()


def test_a_post_sends_json_and_its_key(shelf, neighbour):
    shelf.post("/internal/things/", json={"title": "Café"}, idempotency_key="k-1")

    (heard,) = neighbour.heard
    assert (heard.method, json.loads(heard.body)) == ("POST", {"title": "Café"})
    assert heard.headers["Idempotency-Key"] == "k-1"
    assert heard.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422])
def test_a_refusal_says_what_was_answered(shelf, neighbour, status):
    neighbour.always(status=status, body=b"No such thing. " * 100)

    with pytest.raises(UpstreamRefused) as refused:
        shelf.get("/internal/things/")

    assert refused.value.answered == status
    assert refused.value.why.startswith("No such thing.")
    assert len(refused.value.why) == 300
    assert len(neighbour.heard) == 1


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff", b'{"a": '])
def test_an_answer_that_is_no_json_is_a_502(shelf, neighbour, body):
    neighbour.always(body=body)

    with pytest.raises(Unreadable) as unreadable:
        shelf.get("/internal/things/").json()

    assert unreadable.value.status == 502


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(shelf, neighbour, status):
    neighbour.always(status=status, headers={"Location": f"{neighbour.url}/elsewhere/"})

    with pytest.raises(UpstreamRefused):
        shelf.get("/internal/things/")

    assert len(neighbour.heard) == 1


def test_no_proxy_is_taken_from_the_environment(shelf, neighbour, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, neighbours.nobody())

    assert shelf.get("/internal/things/").status == 200


@pytest.mark.parametrize(
    "broken",
    [
        {"raw": b""},
        {"raw": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it"},
        {"raw": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhalf"},
        {"raw": b"I am no web server\r\n\r\n"},
        {"status": 500},
        {"status": 503},
    ],
    ids=["hangs up", "half an answer", "half a chunk", "garbage", "500", "503"],
)
def test_who_gives_no_whole_answer_is_away(shelf, neighbour, broken):
    neighbour.always(**broken)

    with pytest.raises(UpstreamAway):
        shelf.get("/internal/things/")


def test_who_is_not_there_is_away(shelf, settings, neighbour):
    shelf.get("/internal/things/")
    settings.INTERNAL_URL = neighbours.nobody()

    with pytest.raises(UpstreamAway):
        shelf.get("/internal/things/")


def test_an_answer_without_an_end_is_not_read_to_it(shelf, neighbour, monkeypatch):
    monkeypatch.setattr(transport, "LARGEST_BODY", 100_000)
    neighbour.always(body=b"a" * 100_001)

    with pytest.raises(UpstreamAway) as away:
        shelf.get("/internal/things/")

    assert away.value.why == "the answer is too large"


def test_the_largest_answer_is_read(shelf, neighbour, monkeypatch):
    monkeypatch.setattr(transport, "LARGEST_BODY", 100_000)
    neighbour.always(body=b"a" * 100_000)

    assert len(shelf.get("/internal/things/").body) == 100_000


def test_the_rest_of_a_refused_answer_is_not_taken_for_the_next(shelf, neighbour, monkeypatch):
    shelf.get("/internal/things/")
    monkeypatch.setattr(transport, "LARGEST_BODY", 10)
    neighbour.always(body=b"a" * 200_000)
    with pytest.raises(UpstreamAway):
        shelf.get("/internal/things/")

    neighbour.always(body=b"{}")

    assert shelf.get("/internal/things/").body == b"{}"


def test_who_does_not_answer_is_given_up_in_time(shelf, neighbour):
    neighbour.always(stalls=True)
    began = time.monotonic()

    with pytest.raises(UpstreamAway):
        shelf.get("/internal/things/", timeout=0.2, deadline=30, retry=False)

    assert 0.2 <= time.monotonic() - began < 10


def test_who_sends_a_byte_now_and_then_is_given_up_in_time(shelf, neighbour, monkeypatch):
    slow = iter([b"a"] * 1000)

    def read1(*args):
        time.sleep(0.05)
        return next(slow)

    monkeypatch.setattr("urllib3.response.HTTPResponse.read1", read1)
    circuit_with_a_token(shelf)
    began = time.monotonic()

    with pytest.raises(UpstreamAway) as away:
        shelf.get("/internal/things/", timeout=0.3, deadline=30)

    assert away.value.why == "the answer comes too slowly"
    assert time.monotonic() - began < 10


def circuit_with_a_token(shelf):
    circuit_of(shelf.name).tokens._token = Token("t", 1000, 9000, 9000)


def test_connections_are_used_again(shelf, neighbour):
    for _ in range(5):
        shelf.get("/internal/things/")

    pools = circuit_of("shelf").pool.pools
    [key] = pools.keys()
    pool = pools[key]
    assert (pool.num_connections, pool.num_requests) == (1, 5)


def test_each_service_has_limits_of_its_own(shelf, neighbour):
    neighbour.says = lambda heard: neighbours.Says(status=503 if "shelf" in heard.path else 200)
    for _ in range(5):
        with pytest.raises(UpstreamAway):
            shelf.get("/internal/things/")

    assert Upstream("cellar").get("/internal/things/").status == 200
