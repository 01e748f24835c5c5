"""How the database reads a page of a list."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

__all__ = ["plan"]

# Only an index is left to it. Without the last, an index on a part of the order and a sort
# of the rest look cheaper to it on the few rows of a test.
ONLY_INDEXES = """
    SET LOCAL enable_seqscan = off;
    SET LOCAL enable_sort = off;
    SET LOCAL enable_incremental_sort = off
"""


def plan(api: Any, address: str) -> tuple[str, str]:
    """Return how the database reads a page when it may use any index, and the next page."""
    with CaptureQueriesContext(connection) as queries:
        page = api.get(address)
    with connection.cursor() as cursor:
        cursor.execute(ONLY_INDEXES)
        cursor.execute(f"EXPLAIN {queries[0]['sql']}")
        return "\n".join(row for (row,) in cursor.fetchall()), page.json()["next"]
