"""Reading back a row that was just written: the answer is what the database has of it now."""

from functools import lru_cache
from typing import Any

from django.db import connection
from django.http import HttpResponse

from chassis.api.rows.reading import as_json, whole
from chassis.api.rows.shapes import VARIANTS, Shape
from chassis.postgres.statements import run


def read_back(row: Any, shape: Shape, *, status: int, **headers: str) -> HttpResponse:
    """Answer with a row as it is now, and with its ETag."""
    [found] = run(_statement(shape), [str(row.pk)])
    answer = as_json(shape, found, headers)
    answer.status_code = status
    return answer


@lru_cache(VARIANTS)
def _statement(shape: Shape) -> str:
    """Return the query of a row by its key; what it always asks for is part of its text."""
    meta, head = shape.model._meta, whole(shape)
    with connection.cursor() as cursor:
        told = cursor.mogrify(head.sql, head.words).decode().replace("%", "%%")
    table = f'"{meta.db_table}"'
    return f'SELECT {told} FROM {table} WHERE {table}."{meta.pk.column}" = %s'  # noqa: S608
