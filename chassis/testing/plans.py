"""How the database reads a page of a list, whatever it thinks of the few rows of a test."""

import re
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

__all__ = ["as_new", "every_order_has_an_index", "looked_up", "plan", "queries_of"]

PAGE = re.compile(r'ORDER BY .* LIMIT \d+(?:$|\) "\w+"$)')
# Only an index is left to it. Without the last, an index on a part of the order and a sort
# of the rest look cheaper to it on the few rows of a test.
ONLY_INDEXES = """
    SET LOCAL enable_seqscan = off;
    SET LOCAL enable_sort = off;
    SET LOCAL enable_incremental_sort = off
"""
# What can be looked up by an index is, and what would be come across in its order is not.
ONLY_CONDITIONS = """
    SET LOCAL enable_seqscan = off;
    SET LOCAL enable_indexscan = off;
    SET LOCAL enable_indexonlyscan = off
"""


def as_new(table: str) -> None:
    """Empty a table: what tests rolled back leaves pages behind, and the planner counts pages."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


def queries_of(api: Any, address: str) -> list[str]:
    """Return what a page of a list asks the database."""
    with CaptureQueriesContext(connection) as queries:
        answer = api.get(address)
    assert answer.status_code == 200, answer.content
    return [query["sql"] for query in queries]


def plan(api: Any, address: str) -> tuple[str, str]:
    """Return how the database reads a page when it may use any index, and the next page."""
    return _explained(api, address, ONLY_INDEXES), api.get(address).json()["next"]


def every_order_has_an_index(api: Any, path: str, fields: Iterable[str]) -> None:
    """Check that an index gives a list in each of its orders, both ways, also from a row on."""
    for order in (way + field for field in fields for way in ("", "-")):
        first, following = plan(api, f"{path}?limit=1&ordering={order}")
        second, _ = plan(api, following)
        assert "Sort" not in first, f"{order}: {first}"
        assert "Sort" not in second, f"{order}: {second}"
        assert "Index Cond" in second, f"{order}: {second}"


def looked_up(api: Any, address: str) -> set[str]:
    """Return the indexes in which the database can look up what a page is narrowed to."""
    read = _explained(api, address, ONLY_CONDITIONS)
    return set(re.findall(r"Bitmap Index Scan on (\w+).*\n\s+Index Cond", read))


def _explained(api: Any, address: str, settings: str) -> str:
    page = next(sql for sql in queries_of(api, address) if PAGE.search(sql))
    with connection.cursor() as cursor:
        cursor.execute(settings)
        cursor.execute(f"EXPLAIN {page}")
        read = "\n".join(row for (row,) in cursor.fetchall())
        cursor.execute("RESET ALL")
    return read
