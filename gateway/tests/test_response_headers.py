"""The headers of every answer, whoever made it, each exactly once."""

from collections.abc import Callable

import pytest

from gateway.tests.running import Answer, Gateway, Start
from gateway.tests.upstreams import HANGS_UP, Reply, Upstream

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
STRICT = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

OUR_OWN: dict[str, tuple[int, Callable[[Gateway], Answer]]] = {
    "portal": (200, lambda gateway: gateway.get("/")),
    "portal file": (200, lambda gateway: gateway.get("/portal/portal.js")),
    "portal file not found": (404, lambda gateway: gateway.get("/portal/none")),
    "own health": (200, lambda gateway: gateway.get("/portal/health")),
    "health up": (200, lambda gateway: gateway.get("/portal/health/catalog")),
    "health down": (503, lambda gateway: gateway.get("/portal/health/tasks")),
    "redirect": (301, lambda gateway: gateway.get("/catalog")),
    "not found": (404, lambda gateway: gateway.get("/nothing")),
    "private": (404, lambda gateway: gateway.get("/catalog/internal/x")),
    "wrong method": (405, lambda gateway: gateway.send("DELETE", "/")),
    "packed": (415, lambda gateway: gateway.get("/catalog/", Content_Encoding="gzip")),
    "unreadable": (400, lambda gateway: gateway.raw(b"HELLO\r\n\r\n")),
    "stopped": (503, lambda gateway: gateway.get("/tasks/")),
    "stopped, keyed": (503, lambda gateway: gateway.get("/tasks/", Idempotency_Key="k-1")),
    "static of a stopped one": (503, lambda gateway: gateway.get("/tasks/static/x.css")),
    "broken": (502, lambda gateway: gateway.send("POST", "/accounts/", b"")),
    "identity": (502, lambda gateway: gateway.get("/.well-known/openid-configuration")),
}


def assert_protected(answer: Answer) -> None:
    assert {name: answer.one(name) for name in ALWAYS} == ALWAYS
    assert answer.one("X-Request-ID")
    assert answer.one("Content-Security-Policy")
    assert answer.one("Server") == "nginx"


@pytest.mark.parametrize(("status", "ask"), OUR_OWN.values(), ids=OUR_OWN)
def test_what_we_say_ourselves_is_protected(
    start: Start,
    accounts: Upstream,
    catalog: Upstream,
    status: int,
    ask: Callable[[Gateway], Answer],
) -> None:
    accounts.says(HANGS_UP)
    gateway = start(accounts=[accounts], tasks=[], catalog=[catalog])

    answer = ask(gateway)

    assert answer.status == status
    assert_protected(answer)


@pytest.mark.parametrize(
    "status", [200, 201, 204, 206, 301, 304, 400, 401, 404, 409, 412, 500, 503]
)
@pytest.mark.parametrize("path", ["/catalog/api/v1/", "/catalog/static/a.css"])
@pytest.mark.parametrize("key", [{}, {"Idempotency_Key": "k-1"}])
def test_what_a_service_says_is_protected(
    gateway: Gateway, catalog: Upstream, status: int, path: str, key: dict[str, str]
) -> None:
    own = tuple((name, "of the service") for name in ALWAYS)
    catalog.says(Reply(status, own))

    answer = gateway.get(path, **key)

    assert answer.status == status
    assert_protected(answer)


def test_a_page_of_the_portal_that_has_not_changed_is_protected(gateway: Gateway) -> None:
    tag = gateway.get("/").one("ETag")

    answer = gateway.get("/", If_None_Match=tag)

    assert answer.status == 304
    assert_protected(answer)


def test_a_service_knows_its_own_content_policy(gateway: Gateway, catalog: Upstream) -> None:
    catalog.says(Reply(headers=(("Content-Security-Policy", "default-src 'self'"),)))

    answer = gateway.get("/catalog/admin/")

    assert answer.one("Content-Security-Policy") == "default-src 'self'"


@pytest.mark.parametrize("path", ["/catalog/api/v1/", "/nothing", "/tasks/metrics"])
def test_without_one_nothing_may_be_loaded(gateway: Gateway, path: str) -> None:
    assert gateway.get(path).one("Content-Security-Policy") == STRICT


def test_the_portal_may_load_its_own_files_only(gateway: Gateway) -> None:
    policy = gateway.get("/").one("Content-Security-Policy")

    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy


def test_when_a_service_says_when_to_come_back_we_do_not(
    gateway: Gateway, catalog: Upstream
) -> None:
    catalog.says(Reply(503, (("Retry-After", "77"),)))

    assert gateway.get("/catalog/").one("Retry-After") == "77"


@pytest.mark.parametrize("header", ["Cache-Control", "Set-Cookie", "ETag", "Location", "Vary"])
def test_other_headers_of_a_service_are_left_alone(
    gateway: Gateway, catalog: Upstream, header: str
) -> None:
    catalog.says(Reply(headers=((header, '"of-the-service"'),)))

    assert gateway.get("/catalog/").one(header) == '"of-the-service"'
