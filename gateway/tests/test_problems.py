"""Our own errors have the one form that all services use."""

import json

import pytest

from gateway.tests.running import Gateway, Start
from gateway.tests.upstreams import Reply, Upstream

MEMBERS = {"type", "title", "status", "detail", "instance", "code", "request_id"}

UNREADABLE = {
    "no HTTP at all": (b"HELLO\r\n\r\n", 400),
    "TLS on the plain port": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
    "no host": (b"GET / HTTP/1.1\r\n\r\n", 400),
    "bad host": (b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
    "two hosts": (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
    "bad escape": (b"GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    "zero byte": (b"GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    "above the root": (b"GET /../x HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    "length and chunks": (
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        400,
    ),
    "two lengths": (
        b"POST /catalog/ HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        400,
    ),
    "bad length": (b"POST /catalog/ HTTP/1.1\r\nHost: a\r\nContent-Length: -3\r\n\r\nabcd", 400),
    "unknown coding": (
        b"POST /catalog/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        501,
    ),
    "trace": (b"TRACE /catalog/ HTTP/1.1\r\nHost: a\r\n\r\n", 405),
    "future HTTP": (b"GET / HTTP/3.1\r\nHost: a\r\n\r\n", 505),
    "long address": (b"GET /catalog/" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
    "long header": (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", 431),
    "many headers": (
        b"GET / HTTP/1.1\r\nHost: a\r\n"
        + b"".join(b"X-%d: aaaaaaaa\r\n" % n for n in range(20_000)),
        431,
    ),
}


def test_an_unknown_address_says_what_there_is(gateway: Gateway) -> None:
    services = "/accounts/, /tasks/, /catalog/"

    answer = gateway.get("/nothing/here?secret=1")

    assert answer.status == 404
    assert answer.one("Content-Type") == "application/problem+json"
    assert answer.one("Cache-Control") == "no-store"
    assert answer.json() == {
        "type": "/problems/not_found",
        "title": "Not found",
        "status": 404,
        "detail": f"There is nothing at this address. The services are {services}.",
        "instance": "/nothing/here",
        "code": "not_found",
        "request_id": answer.one("X-Request-ID"),
    }


@pytest.mark.parametrize(("request_bytes", "status"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_gets_a_problem_too(
    gateway: Gateway, catalog: Upstream, request_bytes: bytes, status: int
) -> None:
    answer = gateway.raw(request_bytes)

    assert answer.status == status
    assert answer.one("Content-Type") == "application/problem+json"
    assert answer.json().keys() == MEMBERS
    assert answer.json()["status"] == status
    assert answer.json()["request_id"] == answer.one("X-Request-ID")
    assert not catalog.received


@pytest.mark.parametrize(
    "path",
    [
        '/no"quote',
        "/no\\backslash",
        "/no<b>tag",
        "/no{brace}",
        "/no'quote",
        "/no|pipe",
        "/" + "x" * 600,
    ],
)
def test_a_path_that_could_harm_the_body_is_left_out_of_it(gateway: Gateway, path: str) -> None:
    answer = gateway.raw(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())

    assert answer.status == 404
    assert answer.json()["instance"] == "/"


@pytest.mark.parametrize("path", ["/no/%22quote", "/a-b_c.d~e/f;g=h,i:j@k!l+m"])
def test_a_harmless_path_is_shown_as_it_was_sent(gateway: Gateway, path: str) -> None:
    assert gateway.get(path).json()["instance"] == path


def test_a_method_that_a_page_does_not_take_is_a_405(gateway: Gateway) -> None:
    answer = gateway.send("DELETE", "/")

    assert (answer.status, answer.json()["code"]) == (405, "method_not_allowed")


def test_an_error_for_head_has_no_body(gateway: Gateway) -> None:
    answer = gateway.send("HEAD", "/nothing")

    assert (answer.status, answer.body) == (404, b"")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 418, 422, 429, 500, 502, 503, 504])
def test_the_errors_of_a_service_pass_untouched(
    gateway: Gateway, catalog: Upstream, status: int
) -> None:
    own = json.dumps({"code": "of_the_service", "status": status}).encode()
    catalog.says(Reply(status, (("Content-Type", "application/problem+json"),), own))

    answer = gateway.get("/catalog/api/v1/")

    assert (answer.status, answer.body) == (status, own)


def test_a_service_that_is_too_slow_is_a_504(start: Start, catalog: Upstream) -> None:
    catalog.says(Reply(after_seconds=60))
    gateway = start(
        lambda text: text.replace("proxy_read_timeout 35s", "proxy_read_timeout 100ms"),
        catalog=[catalog],
    )

    answer = gateway.get("/catalog/")

    assert (answer.status, answer.json()["code"]) == (504, "upstream_timeout")
    assert answer.json()["detail"].startswith("Catalog did not answer in time.")
    assert not answer.all("Retry-After")


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "path", "is_a_page"),
    [
        (BROWSER, "/nothing/here", True),
        (BROWSER, "/tasks/api/v1/tasks/" + "x" * 20_000, False),
        ("*/*", "/nothing/here", False),
        ("application/json, text/html", "/nothing/here", False),
    ],
)
def test_a_person_gets_a_page_and_a_program_a_body(
    gateway: Gateway, accept: str, path: str, is_a_page: bool
) -> None:
    answer = gateway.get(path, Accept=accept)

    assert answer.status in {404, 414}
    kind = "text/html; charset=utf-8" if is_a_page else "application/problem+json"
    assert answer.one("Content-Type") == kind
    assert answer.one("X-Request-ID") in answer.body.decode()
    assert answer.one("Cache-Control") == "no-store"
    assert ("style-src 'self'" in answer.one("Content-Security-Policy")) == is_a_page
    assert "/nothing/here" not in answer.body.decode() or not is_a_page


def test_the_page_says_which_service_is_away(start: Start) -> None:
    gateway = start(tasks=[])

    answer = gateway.get("/tasks/admin/", Accept=BROWSER)

    assert answer.status == 503
    assert "Tasks is not answering." in answer.body.decode()
    assert answer.one("Retry-After")
