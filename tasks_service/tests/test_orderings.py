"""Every declared order of a list is read from an index, also from the middle on."""

import pytest

from chassis.testing.plans import plan
from tasks_service.tests.conftest import TASKS
from tasks_service.work.views import TaskViewSet


@pytest.mark.parametrize("direction", ["", "-"])
@pytest.mark.parametrize("field", TaskViewSet.ordering_fields)
def test_an_order_has_an_index(make_task, ben, field, direction):
    for number in range(3):
        make_task(title=f"{number}")

    first, following = plan(ben, f"{TASKS}?limit=1&ordering={direction}{field}")
    second, _ = plan(ben, following)

    assert "Sort" not in first, first
    assert "Sort" not in second, second
    assert "Index Cond" in second, second
