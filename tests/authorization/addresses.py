"""Every operation of the service under test: from its OpenAPI document, and from its URLs."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.admindocs.views import simplify_regex
from django.urls import URLPattern, get_resolver
from django.views.generic.edit import ProcessFormView

from tests.authorization import table
from tests.authorization.table import Row, plain
from tests.contracts import operations as contracts

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ANY = "ANY"  # of a view that is a function: it alone knows its methods


@cache
def documented() -> set[tuple[str, str]]:
    """Return the operations of the committed OpenAPI document."""
    found = contracts.operations(contracts.document(f"{settings.SERVICE}_service"))
    return {(operation.method.upper(), plain(operation.path)) for operation in found}


def served() -> set[tuple[str, str]]:
    """Return the operations of every address that the service answers at."""
    return {(method, path) for path, view in _views() for method in _methods(view)}


def without_row(rows: Iterable[Row]) -> list[str]:
    """Return the operations that no row speaks of."""
    rows = list(rows)
    told = {row.address for row in rows}
    paths = {path for _, path in told}
    inside = {path for row in rows if row.is_prefix for path in below(row)}
    return sorted(
        f"{method} {path}"
        for method, path in documented() | served()
        if (method, path) not in told
        and path not in inside
        and not (method == ANY and path in paths)
    )


def without_operation(rows: Iterable[Row]) -> list[str]:
    """Return the rows that speak of no operation."""
    known = documented() | served()
    functions = {path for method, path in known if method == ANY}

    def is_known(row: Row) -> bool:
        return row.address in known or row.address[1] in functions

    return [str(row) for row in rows if not (below(row) if row.is_prefix else is_known(row))]


def below(prefix: Row) -> list[str]:
    """Return the paths below a row's path that have no row of their own."""
    start = prefix.path.removesuffix("**")
    own = {row.address[1] for row in table.rows(settings.SERVICE)}
    return sorted({path for path, _ in _views() if path.startswith(start)} - own)


def _views() -> Iterator[tuple[str, Any]]:
    seen = set()
    for path, view in _walk(get_resolver().url_patterns, ""):
        if path not in seen:  # of two, the first one answers
            seen.add(path)
            yield path, view


def _walk(patterns: Iterable[Any], start: str) -> Iterator[tuple[str, Any]]:
    for each in patterns:
        route = f"{start}{each.pattern}"
        if isinstance(each, URLPattern):
            yield plain(simplify_regex(route)), each.callback
        else:
            yield from _walk(each.url_patterns, route)


def _methods(view: Any) -> Iterable[str]:
    if actions := getattr(view, "actions", None):  # of DRF's viewsets
        return [method.upper() for method in actions if method.upper() in METHODS]
    kind = getattr(view, "cls", None) or getattr(view, "view_class", None)
    if kind is None:
        return [ANY]
    # Of Django's forms a PUT is a POST.
    return [
        method
        for method in METHODS
        if getattr(kind, method.lower(), None) not in {None, ProcessFormView.put}
    ]
