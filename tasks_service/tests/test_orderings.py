"""Every declared order of a list is read from an index, also from the middle on."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks_service.tests.conftest import TASKS
from tasks_service.work.views import TaskViewSet


def plan(api, address):
    """Return how the database reads a page when it may use any index, and the next page."""
    with CaptureQueriesContext(connection) as queries:
        page = api.get(address)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {queries[0]['sql']}")
        return "\n".join(row for (row,) in cursor.fetchall()), page.json()["next"]


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
