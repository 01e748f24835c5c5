"""Callers, rows and places in lists that nobody else has: to see where a question names its own."""

import secrets
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models

from chassis.api.again.statements import Statement, Values, statement
from chassis.api.pages import Page
from chassis.fragments import Fragment
from chassis.observability import log

LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
ALL_BITS = 2**128 - 1


def foretold(
    view: Any, ask: Callable[[Any, Values], Fragment | None], page: Page | None = None
) -> Statement | None:
    """Return what callers of the same rights ask a view in the same words; None if in doubt."""
    try:
        return statement(lambda values: ask(_posed(view, values), values), *two_strangers(page))
    except LookupError:
        return None
    except Exception as error:  # noqa: BLE001  (strangers may break what no caller does)
        log.warning("strangers_cannot_ask", view=type(view).__name__, error=repr(error))
        return None


def two_strangers(page: Page | None = None) -> tuple[Values, Values]:
    """Return values for a question, twice: whose it is, about which row, or behind which place.

    What one of them says the other says nowhere: no digit of an id is the same.
    """
    place = [_made_up(column.field) for column in page.columns] if page and page.cursor else []
    pairs = [("caller", _words()), ("row", _words())]
    pairs += [(name, pair) for name, pair in places(place).items()]
    return {name: one for name, (one, _) in pairs}, {name: two for name, (_, two) in pairs}


def places(place: Any) -> Values:
    """Return the values of a place in a list by their names."""
    return {f"place {number}": value for number, value in enumerate(place)}


def _posed(view: Any, values: Values) -> Any:
    """Return a view that is asked by another caller of the same rights, about another row."""
    other = copy(view)
    other.request = copy(view.request)
    name, token = secrets.token_hex(16), secrets.token_hex(16)
    caller = replace(view.request.caller, id=values["caller"], name=name, token_id=token)
    other.request.caller = other.request._user = caller
    other.kwargs = dict.fromkeys(view.kwargs, values["row"])
    return other


def _made_up(field: Any) -> tuple[Any, Any]:
    if isinstance(field, models.UUIDField):
        return _ids()
    if isinstance(field, models.DateTimeField):
        since = timedelta(microseconds=secrets.randbelow(10**15))
        return LONG_AGO + since, LONG_AGO + since * 2 + timedelta(days=1)
    if isinstance(field, models.IntegerField):
        some = 10_000 + secrets.randbelow(10_000)  # the smallest column holds both
        return some, some + 10_000
    if isinstance(field, models.CharField | models.TextField):
        return _words()
    raise LookupError(f"Nobody makes up a {type(field).__name__}.")


def _words() -> tuple[str, str]:
    one, two = _ids()
    return str(one), str(two)


def _ids() -> tuple[UUID, UUID]:
    """Return two ids that differ in each digit."""
    some = secrets.randbits(128)
    return UUID(int=some), UUID(int=some ^ ALL_BITS)
