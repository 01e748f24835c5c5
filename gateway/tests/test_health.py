"""Up or down, for everybody to see, and nothing else."""

from collections.abc import Callable

import pytest

from gateway.tests.running import Gateway, Start, free_port
from gateway.tests.upstreams import HANGS_UP, Reply, Upstream


def test_the_gateway_says_that_it_is_up(start: Start) -> None:
    answer = start().get("/portal/health")

    assert (answer.status, answer.json()) == (200, {"status": "ok"})
    assert answer.one("Content-Type") == "application/json"


def test_a_service_that_is_ready_is_up(gateway: Gateway, catalog: Upstream) -> None:
    catalog.says(Reply(body=b'{"database": "postgres://..."}'))

    answer = gateway.get("/portal/health/catalog?format=text")

    assert (answer.status, answer.json()) == (200, {"status": "ok"})
    assert [request.path for request in catalog.received] == ["/health/ready"]


@pytest.mark.parametrize(
    "reply", [Reply(503, body=b"details"), Reply(500, body=b"details"), Reply(401), HANGS_UP]
)
def test_a_service_that_is_not_ready_is_down(
    gateway: Gateway, catalog: Upstream, reply: Reply
) -> None:
    catalog.says(reply)

    answer = gateway.get("/portal/health/catalog")

    assert (answer.status, answer.json()["code"]) == (503, "service_unavailable")
    assert b"details" not in answer.body


def test_one_ready_instance_is_enough(start: Start, instance: Callable[[], Upstream]) -> None:
    ready, tired = instance(), instance()
    tired.says(Reply(503))
    gateway = start(catalog=[tired, Upstream(port=free_port()), ready])

    statuses = {gateway.get("/portal/health/catalog").status for _ in range(10)}

    assert statuses == {200}


def test_a_service_without_instances_is_down_and_only_that_one(
    start: Start, tasks: Upstream
) -> None:
    gateway = start(catalog=[], tasks=[tasks])

    assert gateway.get("/portal/health/catalog").status == 503
    assert gateway.get("/portal/health/tasks").status == 200


def test_an_unknown_service_has_no_health(gateway: Gateway) -> None:
    assert gateway.get("/portal/health/lockers").status == 404
