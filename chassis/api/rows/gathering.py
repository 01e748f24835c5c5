"""One text of all rows of a page: psycopg reads one row then, and not fifty of three values.

They come with the places of the first and the last row, which the page's links begin behind.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Model

from chassis.api.ordering import Column
from chassis.api.pages import Page, Place
from chassis.api.rows.query import fragment
from chassis.api.rows.shapes import VARIANTS
from chassis.fragments import Fragment, joined

# Between two rows: each is a line. PostgreSQL begins none within a row but in `json_agg`, where a
# space is before it; what somebody wrote has it as two letters.
BETWEEN = ",\n"
Columns = tuple[Column, ...]


def to_gather(model: type[Model], columns: Columns) -> Fragment:
    """Return what is read of each row for that: all of it, and its place in the list."""
    places = (fragment(column.expression(), model) for column in columns)
    named = (each._replace(sql=f'{each.sql} AS "{at}"') for at, each in enumerate(places))
    return joined([Fragment(f'"{model._meta.db_table}".*'), *named])


def gathered(rows: Fragment, page: Page, model: type[Model], row: Fragment) -> Fragment:
    """Return the query of one text of the rows that another query finds, of the text of each."""
    by, ends = _frame(page.columns, page.limit, back=page.goes_back)
    text = f"string_agg({row.sql}, E',\\n' ORDER BY {by})"
    sql = f'SELECT {text}, count(*), {ends} FROM ({rows.sql}) "{model._meta.db_table}"'  # noqa: S608
    return Fragment(sql, [*row.words, *rows.words])


def cut(page: Page, found: Sequence[Any]) -> tuple[str, list[Place], bool]:
    """Return the rows, the places of two of them, and whether there are more.

    The row that only tells of more is cut off: the last one found, or the first on the way back.
    """
    text, number, *places = found
    if not number:
        return "", [], False
    has_more, half = number > page.limit, len(places) // 2
    if has_more:
        text = text.partition(BETWEEN)[2] if page.goes_back else text.rpartition(BETWEEN)[0]
    return text, [places[:half], places[half:]], has_more


@lru_cache(VARIANTS)
def _frame(columns: Columns, limit: int, *, back: bool) -> tuple[str, str]:
    """Return in which order rows stand, and the places of the first and the last of a page."""
    ways = ("DESC" if column.descending else "ASC" for column in columns)
    by = ", ".join(f'"{at}" {way}' for at, way in enumerate(ways))
    ends = ("1", f"least(count(*), {limit})")
    if back:
        ends = (f"greatest(count(*) - {limit}, 0) + 1", "count(*)")
    places = [
        f'(array_agg("{at}" ORDER BY {by}))[{end}]::text'
        for end in ends
        for at in range(len(columns))
    ]
    return by, ", ".join(places)
