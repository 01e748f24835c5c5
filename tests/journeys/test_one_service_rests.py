"""Stopping one service leaves the others answering; it comes back by itself when it is started."""

import pytest

from tests.running import ANSWERS_OF_EACH, until

COLLECTIONS = {
    "accounts": "/accounts/api/v1/people/",
    "tasks": "/tasks/api/v1/tasks/",
    "catalog": "/catalog/api/v1/products/",
}


@pytest.mark.parametrize(
    "rests",
    ["accounts", "catalog", pytest.param("tasks", marks=pytest.mark.long)],  # the tour has it too
)
def test_the_others_go_on_and_the_gateway_says_what_is_missing(system, ana, rests):
    for collection in COLLECTIONS.values():  # every process has seen the key set
        assert {ana.get(collection).status_code for _ in range(ANSWERS_OF_EACH)} == {200}
    system.manage("stop", rests)

    try:
        missing = ana.get(COLLECTIONS[rests])
        others = {name: ana.get(path) for name, path in COLLECTIONS.items() if name != rests}
    finally:
        system.manage("start", rests)

    assert missing.status_code == 503
    assert missing.headers["Content-Type"] == "application/problem+json"
    assert missing.headers["Retry-After"]
    assert missing.json()["code"] == "service_unavailable"
    assert missing.json()["request_id"] == missing.headers["X-Request-ID"]
    assert {name: answer.status_code for name, answer in others.items()} == dict.fromkeys(
        others, 200
    )
    until(lambda: ana.get(COLLECTIONS[rests]).status_code == 200)
