"""Schedules of the tests of planning."""

import pytest

from tasks_service.planning import actions
from tasks_service.tests.conftest import API

SCHEDULES = f"{API}schedules/"


@pytest.fixture
def plan_work(db, by_ben, noon):
    """Let something come round, every Monday at noon from noon on unless said otherwise."""

    def plan(**words):
        said = {"title": "Clean the lens", "rule": "FREQ=WEEKLY;BYDAY=MO", "starts_at": noon}
        return actions.create_schedule(by=by_ben, **{"at": noon, **said, **words})

    return plan
