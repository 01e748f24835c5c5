"""Callers, rows and places in lists that nobody else has: to see where a question names its own."""

import secrets
import uuid
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import models

from chassis.api.again.statements import Values
from chassis.api.pages import Page

LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


def values(page: Page | None = None) -> Values:
    """Return values for a question: whose it is, about which row, or behind which place."""
    place = _place(page) if page and page.cursor else ()
    return {"caller": str(uuid.uuid4()), "row": str(uuid.uuid4()), **places(place)}


def places(place: Any) -> Values:
    """Return the values of a place in a list by their names."""
    return {f"place {number}": value for number, value in enumerate(place)}


def posed(view: Any, values: Values) -> Any:
    """Return a view that is asked by another caller of the same rights, about another row."""
    other = copy(view)
    other.request = copy(view.request)
    caller = replace(view.request.caller, id=values["caller"], name=_word(), token_id=_word())
    other.request.caller = other.request._user = caller
    other.kwargs = dict.fromkeys(view.kwargs, values["row"])
    return other


def _place(page: Page) -> list[Any]:
    return [_made_up(column.field) for column in page.columns]


def _made_up(field: Any) -> Any:
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.DateTimeField):
        return LONG_AGO + timedelta(microseconds=secrets.randbelow(10**15))
    if isinstance(field, models.IntegerField):
        return 10_000 + secrets.randbelow(20_000)  # the smallest column holds it
    if isinstance(field, models.CharField | models.TextField):
        return _word()
    raise LookupError(f"Nobody makes up a {type(field).__name__}.")


def _word() -> str:
    return secrets.token_hex(16)
