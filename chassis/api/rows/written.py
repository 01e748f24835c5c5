"""Reading back a row that was just written: the answer is what the database has of it then."""

import json
from functools import lru_cache
from typing import Any

from django.db import connection
from django.http import HttpResponse

from chassis.answers import AnswerAtCommit
from chassis.api.rows.reading import as_json, whole
from chassis.api.rows.shapes import VARIANTS, Shape
from chassis.postgres.statements import at_commit, run, said


def ask_along(row: Any, shape: Shape) -> None:
    """Let the update of a row tell it as its answer will, which nobody has to ask for then."""
    row.asked_along = _columns(shape)


def read_back(row: Any, shape: Shape, *, status: int, **headers: str) -> HttpResponse:
    """Answer with a row as it is now, and with its ETag; the commit may tell both."""
    told = getattr(row, "told", None)
    if told and told.columns == _columns(shape) and told.said == said():
        found = told.row
    elif shape.is_one_text and (asked := at_commit(_texts(shape), [str(row.pk)])):
        return AnswerAtCommit(asked, headers, status=status)
    else:
        [found] = run(_statement(shape), [str(row.pk)])
    answer = as_json(shape, found, headers)
    answer.status_code = status
    return answer


def as_told(row: Any, shape: Shape) -> dict[str, Any]:
    """Return what a reader is told of a row now."""
    [found] = run(_statement(shape), [str(row.pk)])
    members: dict[str, Any] = json.loads(shape.text(found))
    return members


@lru_cache(VARIANTS)
def _columns(shape: Shape) -> str:
    """Return what is asked of a row; what it always asks for is part of its text."""
    head = whole(shape)
    with connection.cursor() as cursor:
        return str(cursor.mogrify(head.sql, head.words).decode().replace("%", "%%"))


@lru_cache(VARIANTS)
def _statement(shape: Shape) -> str:
    """Return the query of a row by its key."""
    meta = shape.model._meta
    table = f'"{meta.db_table}"'
    return f'SELECT {_columns(shape)} FROM {table} WHERE {table}."{meta.pk.column}" = %s'  # noqa: S608


@lru_cache(VARIANTS)
def _texts(shape: Shape) -> str:
    """Return the query of a row's JSON and its ETag."""
    return f"""
        SELECT told, '"' || version || '"' FROM ({_statement(shape)}) AS found (told, version)
    """  # noqa: S608
