"""Callers, rows and places in lists that nobody else has: to see where a question names its own."""

import secrets
from collections.abc import Callable, Iterable, Mapping
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
    view: Any,
    ask: Callable[[Any, Values], Fragment | None],
    page: Page | None = None,
    ids: Iterable[str] = (),
) -> Statement | None:
    """Return what callers of the same rights ask a view in the same words; None if in doubt.

    `ids` are the parameters whose values are ids: each must narrow the rows as it stands there.
    """

    def posed(values: Values) -> Fragment | None:
        return ask(_posed(view, values, {name: values[_filter(name)] for name in ids}), values)

    try:
        found = statement(posed, *two_strangers(page, ids))
        narrowing = {*map(_filter, ids)}
        if narrowing <= {*found.names}:
            return found._replace(is_planned_once=not narrowing)
        return None
    except LookupError:
        return None
    except Exception as error:  # noqa: BLE001  (strangers may break what no caller does)
        log.warning("strangers_cannot_ask", view=type(view).__name__, error=repr(error))
        return None


def two_strangers(page: Page | None = None, ids: Iterable[str] = ()) -> tuple[Values, Values]:
    """Return values for a question, twice: whose it is, what it is about, behind which place.

    What one of them says the other says nowhere: no digit of an id is the same.
    """
    place = [_made_up(column.field) for column in page.columns] if page and page.cursor else []
    pairs = [(name, _words()) for name in ("caller", "row", *map(_filter, ids))]
    pairs += [(name, pair) for name, pair in places(place).items()]
    return {name: one for name, (one, _) in pairs}, {name: two for name, (_, two) in pairs}


def places(place: Any) -> Values:
    """Return the values of a place in a list by their names."""
    return {f"place {number}": value for number, value in enumerate(place)}


def filtered(ids: Mapping[str, str]) -> Values:
    """Return the ids of parameters by their names among the values."""
    return {_filter(name): value for name, value in ids.items()}


def _filter(name: str) -> str:
    return f"filter {name}"


def _posed(view: Any, values: Values, ids: Mapping[str, str]) -> Any:
    """Return a view that is asked by another caller of the same rights, about other rows."""
    other = copy(view)
    other.request = copy(view.request)
    other.request._request = _about(view.request._request, ids)
    name, token = secrets.token_hex(16), secrets.token_hex(16)
    caller = replace(view.request.caller, id=values["caller"], name=name, token_id=token)
    other.request.caller = other.request._user = caller
    other.kwargs = dict.fromkeys(view.kwargs, values["row"])
    return other


def _about(request: Any, ids: Mapping[str, str]) -> Any:
    """Return Django's request with other ids among its parameters."""
    made = object.__new__(type(request))
    vars(made).update(vars(request), GET=request.GET.copy())
    for name, value in ids.items():
        made.GET[name] = value
    return made


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
