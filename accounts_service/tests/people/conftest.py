"""The other services, for flows."""

import os

import pytest

from accounts_service.tests.people.others import Others
from chassis.events.streams import redis
from chassis.jobs.running import run_next
from chassis.sagas import asking, running


@pytest.fixture
def others(monkeypatch, settings, worker_id):
    """Tasks and catalog, which flows ask for steps; and a stream of this test's own."""
    number = int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 0
    settings.EVENTS_URL = f"{os.environ['KITROOM_TEST_REDIS_URL']}/{50 + number}"
    redis().flushdb()
    others = Others()

    class InProcess:
        def __init__(self, name):
            self.name = name

        def post(self, path, *, json, **_):
            return others.post(self.name, path, json)

    monkeypatch.setattr(asking, "Upstream", InProcess)
    return others


@pytest.fixture
def gone_on():
    """Go on with a flow until it is over or needs somebody, doing the jobs that it waits for."""

    def go_on(saga, times=12):
        for _ in range(times):
            running.run(saga.id)
            saga.refresh_from_db()
            if saga.finished_at or saga.status == "needs_attention":
                break
            run_next()
        return saga

    return go_on
