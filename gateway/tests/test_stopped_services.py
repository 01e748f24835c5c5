"""One service stops; the others do not notice, and it comes back by itself."""

from contextlib import ExitStack

import pytest

from gateway.tests import upstreams
from gateway.tests.running import Answer, Start, free_port
from gateway.tests.upstreams import Upstream


def assert_catalog_is_away(answer: Answer) -> None:
    assert (answer.status, answer.json()["code"]) == (503, "service_unavailable")
    assert answer.json()["detail"].startswith("Catalog is not answering.")
    assert answer.one("Retry-After") == "5"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "k-1"}])
def test_a_service_without_instances_is_away_and_the_others_are_not(
    start: Start, tasks: Upstream, method: str, headers: dict[str, str]
) -> None:
    gateway = start(tasks=[tasks], catalog=[])

    assert_catalog_is_away(gateway.send(method, "/catalog/api/v1/", headers=headers))
    assert gateway.get("/tasks/").status == 200


def test_a_service_whose_instances_died_comes_back_by_itself(
    start: Start, tasks: Upstream, cleanup: ExitStack
) -> None:
    port = free_port()
    gateway = start(tasks=[tasks], catalog=[Upstream(port=port), Upstream(port=free_port())])

    assert_catalog_is_away(gateway.get("/catalog/"))
    assert_catalog_is_away(gateway.send("POST", "/catalog/"))
    assert gateway.get("/tasks/").status == 200

    cleanup.enter_context(upstreams.running(Upstream(port=port)))

    assert gateway.get("/catalog/").status == 200
