"""The door at which services call each other."""

import http.client
import time
from collections.abc import Mapping

import pytest

from gateway.tests.running import Answer, Gateway, Start
from gateway.tests.test_limits import few_guesses
from gateway.tests.upstreams import Reply, Upstream


def inside(
    gateway: Gateway, path: str, method: str = "GET", headers: Mapping[str, str] | None = None
) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", gateway.internal_port, timeout=30)
    try:
        connection.request(method, path, headers=dict(headers or {}))
        response = connection.getresponse()
        return Answer(response.status, response.getheaders(), response.read())
    finally:
        connection.close()


def test_it_leads_to_what_is_nowhere_from_outside(gateway: Gateway, catalog: Upstream) -> None:
    path = "/catalog/internal/snapshots/assets/?limit=3&cursor=a%2Bb"

    assert gateway.get(path).status == 404
    assert inside(gateway, path).status == 200
    assert [request.path for request in catalog.received] == [path]


@pytest.mark.parametrize("path", ["/", "/portal/", "/metrics", "/health/ready", "/nothing/"])
def test_it_leads_to_services_and_nowhere_else(gateway: Gateway, path: str) -> None:
    answer = inside(gateway, path)

    assert (answer.status, answer.json()["code"]) == (404, "not_found")


def test_it_follows_the_instances(gateway: Gateway, tasks: Upstream) -> None:
    gateway.route_to({"catalog": [tasks.port]})

    assert inside(gateway, "/catalog/internal/x").status == 200
    assert tasks.received


def test_a_resting_service_is_answered_for(start: Start) -> None:
    answer = inside(start(), "/catalog/internal/x")

    assert (answer.status, answer.json()["code"]) == (503, "service_unavailable")
    assert answer.one("Retry-After") == "5"


def test_what_a_service_answers_is_not_asked_again(gateway: Gateway, catalog: Upstream) -> None:
    catalog.says(Reply(status=503))

    assert inside(gateway, "/catalog/internal/x").status == 503
    assert len(catalog.received) == 1


def test_a_keyed_post_is_repeated_by_the_caller_alone(gateway: Gateway, catalog: Upstream) -> None:
    catalog.says(Reply(hangs_up=True))

    answer = inside(gateway, "/catalog/internal/x", "POST", {"Idempotency-Key": "k-1"})

    assert answer.status == 502
    assert len(catalog.received) == 1


def test_a_deadline_is_passed_on_between_services_only(gateway: Gateway, catalog: Upstream) -> None:
    inside(gateway, "/catalog/internal/x", headers={"X-Request-Deadline": "1893456000000"})
    gateway.get("/catalog/api/v1/assets/", X_Request_Deadline="1893456000000")

    within, without = catalog.received
    assert within.all("X-Request-Deadline") == ["1893456000000"]
    assert without.all("X-Request-Deadline") == []


def test_a_service_hears_when_the_request_arrived(gateway: Gateway, catalog: Upstream) -> None:
    began = time.time()
    inside(gateway, "/catalog/internal/x", headers={"X-Request-Start": "1"})
    gateway.get("/catalog/api/v1/assets/", X_Request_Start="1")
    gateway.send("POST", "/catalog/api/v1/assets/", headers={"Idempotency-Key": "k-1"})

    for heard in catalog.received:
        (start,) = heard.all("X-Request-Start")
        assert began - 0.01 <= float(start) <= time.time()


def test_services_ask_for_tokens_however_many_guesses_there_are_outside(
    start: Start, accounts: Upstream
) -> None:
    gateway = start(few_guesses, accounts=[accounts])

    guesses = [gateway.send("POST", "/accounts/o/token/").status for _ in range(8)]
    tokens = [inside(gateway, "/accounts/o/token/", "POST").status for _ in range(8)]

    assert 429 in guesses
    assert tokens == [200] * 8
