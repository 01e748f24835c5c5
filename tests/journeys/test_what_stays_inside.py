"""Probes, metrics and internal addresses are not for the world; every answer has its headers."""

import pytest

HEADERS = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "X-Request-ID",
)


@pytest.mark.parametrize(
    "path",
    [
        "/health/live",
        "/health/ready",
        "/metrics",
        "/internal/",
        "/catalog/metrics",
        "/catalog/internal/snapshots/",
        "/catalog/../health/ready",
        "/catalog/%2e%2e/metrics",
        "//metrics",
    ],
)
def test_an_inner_address_is_not_found_through_the_gateway(nobody, path):
    answer = nobody.get(path)

    assert answer.status_code in (400, 404)
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/catalog/api/v1/products/",
        "/catalog/api/docs/",
        "/catalog/admin/login/",
        "/accounts/login/",
        "/accounts/o/.well-known/openid-configuration",
        "/nothing/here",
        "/tasks/nothing/here",
    ],
)
def test_every_answer_has_each_security_header_once(nobody, path):
    answer = nobody.get(path)

    for name in HEADERS:
        assert len(answer.raw.headers.getlist(name)) == 1, name
