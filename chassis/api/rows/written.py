"""Reading back a row that was just written: the answer is what the database has of it then."""

import json
from functools import lru_cache
from typing import Any

from django.db import connection
from django.http import HttpResponse

from chassis.answers import AnswerAtCommit
from chassis.api.rows.query import NOTHING
from chassis.api.rows.reading import as_json, whole
from chassis.api.rows.shapes import VARIANTS, Shape
from chassis.fragments import Fragment
from chassis.postgres.statements import AtCommit, at_commit, run, said
from chassis.saving import Along


def ask_along(row: Any, shape: Shape, *, is_foretold: bool = False) -> None:
    """Let the update of a row tell it as its answer will, which nobody has to ask for then.

    Of one that is locked its next version may be foretold: then it is the commit that tells it.
    """
    foretold = _foretold(shape) if is_foretold and shape.is_one_text else ""
    row.asked_along = Along(_columns(shape), foretold, said(), dict(vars(row)))


def read_back(row: Any, shape: Shape, *, status: int, **headers: str) -> HttpResponse:
    """Answer with a row as it is now, and with its ETag; the commit may tell both."""
    told = getattr(row, "told", None)
    if told and told.columns == _columns(shape) and told.said == said():
        if isinstance(told.row, AtCommit):
            return AnswerAtCommit(told.row, headers, status=status)
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
    return _sql(whole(shape))


@lru_cache(VARIANTS)
def _statement(shape: Shape) -> str:
    """Return the query of a row by its key."""
    return _of_one(shape, _columns(shape))


@lru_cache(VARIANTS)
def _texts(shape: Shape) -> str:
    """Return the query of its JSON and its ETag."""
    return _of_one(shape, f"{_sql(shape.head)}, {_etag(shape)}")


@lru_cache(VARIANTS)
def _foretold(shape: Shape) -> str:
    """Return its JSON, if it has the version that is the last word, and its ETag."""
    return f"CASE WHEN {_sql(shape.version)} = %s THEN {_sql(shape.head)} END, {_etag(shape)}"


def _etag(shape: Shape) -> str:
    return f"""'"' || {_sql(shape.version)} || '"'"""


def _of_one(shape: Shape, columns: str) -> str:
    meta = shape.model._meta
    table = f'"{meta.db_table}"'
    return f'SELECT {columns} FROM {table} WHERE {table}."{meta.pk.column}" = %s'  # noqa: S608


def _sql(found: Fragment | None) -> str:
    """Return SQL without words, as a part of a statement with some."""
    said = found or NOTHING
    with connection.cursor() as cursor:
        return str(cursor.mogrify(said.sql, said.words).decode().replace("%", "%%"))
