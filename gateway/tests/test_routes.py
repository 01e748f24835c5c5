"""Which address leads where."""

import dataclasses
from pathlib import Path

import pytest

from gateway.tests import running
from gateway.tests.running import Gateway
from gateway.tests.upstreams import Upstream
from stack.registry import Registry


@pytest.mark.parametrize(
    "path",
    [
        "/catalog/",
        "/catalog/api/v1/products/?limit=3&cursor=a%2Bb",
        "/catalog/api/v1/assets/by-tag/A%2F1/",
        "/catalog/api/v1/products/caf%C3%A9/",
    ],
)
def test_a_path_reaches_its_service_as_it_was_written(
    gateway: Gateway, catalog: Upstream, path: str
) -> None:
    answer = gateway.get(path)

    assert answer.status == 200
    assert [request.path for request in catalog.received] == [path]


@pytest.mark.parametrize("name", ["accounts", "tasks", "catalog"])
def test_each_service_has_its_prefix(
    gateway: Gateway, request: pytest.FixtureRequest, name: str
) -> None:
    upstream: Upstream = request.getfixturevalue(name)

    gateway.get(f"/{name}/admin/")

    assert [received.path for received in upstream.received] == [f"/{name}/admin/"]


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_every_method_is_passed_on(gateway: Gateway, catalog: Upstream, method: str) -> None:
    answer = gateway.send(method, "/catalog/api/v1/products/")

    assert answer.status == 200
    assert [request.method for request in catalog.received] == [method]


def test_a_prefix_without_its_slash_is_sent_to_the_prefix_on_the_same_host(
    gateway: Gateway,
) -> None:
    answer = gateway.get("/catalog", Host="somewhere.example")

    assert answer.status == 301
    assert answer.one("Location") == "/catalog/"


@pytest.mark.parametrize(
    "path",
    [
        "/metrics",
        "/health/live",
        "/health/ready",
        "/internal/snapshots/people/",
        "/catalog/internal/snapshots/people/",
        "/catalog/internal",
        "/catalog/metrics",
        "/catalog/health/ready",
        "//catalog//internal/x",
        "/catalog/./internal/x",
        "/catalog/api/../internal/x",
        "/catalog/api/%2e%2e/internal/x",
        "/catalog/api/..%2finternal/x",
        "/catalog/%69nternal/x",
        "/catalog/../metrics",
        "/tasks/%2e%2e/health/ready",
        "/catalog%2finternal/x",
        "/CATALOG/internal/x",
        "/%63atalog/%6detrics",
        "/nothing/",
        "/_problem",
        "/_broken",
        "/_ready/catalog",
        "/portal/nothing.js",
        "/portal/../nginx.conf",
        "/portal/%2e%2e/nginx.conf",
        "/portal../nginx.conf",
    ],
)
def test_private_and_unknown_addresses_are_nowhere(
    gateway: Gateway, accounts: Upstream, tasks: Upstream, catalog: Upstream, path: str
) -> None:
    answer = gateway.get(path)

    assert answer.status == 404
    assert answer.json()["code"] == "not_found"
    assert not accounts.received + tasks.received + catalog.received


@pytest.mark.parametrize(
    ("well_known", "document"),
    [
        (
            "/.well-known/oauth-authorization-server/accounts/o",
            "/accounts/o/.well-known/oauth-authorization-server",
        ),
        (
            "/.well-known/oauth-authorization-server",
            "/accounts/o/.well-known/oauth-authorization-server",
        ),
        ("/.well-known/openid-configuration", "/accounts/o/.well-known/openid-configuration"),
    ],
)
def test_the_identity_documents_are_at_the_root(
    gateway: Gateway, accounts: Upstream, well_known: str, document: str
) -> None:
    answer = gateway.get(well_known)

    assert answer.status == 200
    assert [request.path for request in accounts.received] == [document]


def test_a_new_service_needs_only_its_entry_in_the_registry(
    nginx: Path, registry: Registry, catalog: Upstream
) -> None:
    lockers = dataclasses.replace(
        registry.service("catalog"), name="lockers", title="Lockers", prefix="/lockers/"
    )
    wider = dataclasses.replace(registry, services=(*registry.services, lockers))

    with running.running(nginx, wider, {"lockers": [catalog.port]}) as gateway:
        assert gateway.get("/lockers/api/v1/").status == 200
        assert gateway.get("/portal/health/lockers").status == 200
        assert b"Lockers" in gateway.get("/").body
        assert "/lockers/" in gateway.get("/nothing").json()["detail"]
