"""Queries of a list that somebody has kept, to ask them again by a name."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django.http import QueryDict
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from chassis.api.ordering import columns
from chassis.api.rows.shapes import names

SEARCH = "search"


class KeptMixin:
    """A list that also asks what is kept under a name: `?view=…`."""

    kept_by: ClassVar[str] = "view"  # the parameter; a filter of this name declares it

    def initial(self: Any, request: Any, *args: Any, **kwargs: Any) -> None:
        """Put what was kept beside what the request says."""
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        if self.action == "list" and self.kept_by in request.query_params:
            ask(request, self.kept(request.query_params[self.kept_by]))

    def kept(self, name: str) -> Mapping[str, str]:
        """Return the parameters that are kept under a name, or raise."""
        raise NotImplementedError


def odd(
    view: Any,
    request: Request,
    *,
    filters: Mapping[str, str],
    ordering: str = "",
    fields: Sequence[str] = (),
) -> dict[str, list[str]]:
    """Return what a list would refuse of a query today, and why; nothing if it would answer it."""
    found = {"filters": [*_odd_filters(view, request, filters)]}
    if ordering:
        try:
            columns(view.queryset, ordering, view.ordering_fields, view.ordering_total)
        except ValidationError as error:
            found["ordering"] = [str(each) for each in error.detail["ordering"]]  # type: ignore[call-overload]
    known = names(view.serializer_class)
    found["columns"] = [f"There is no field {name}." for name in fields if name not in known]
    return {name: why for name, why in found.items() if why}


def _odd_filters(view: Any, request: Request, filters: Mapping[str, str]) -> Iterator[str]:
    known = {*view.filterset_class.base_filters, *([SEARCH] if view.search_fields else [])}
    for name in filters.keys() - known:
        yield f"There is no filter {name}."
    form = view.filterset_class(dict(filters), view.queryset.none(), request=request).form
    for name, errors in form.errors.items():
        yield f"{name}: {' '.join(errors)}"


def ask(request: Request, kept: Mapping[str, str]) -> None:
    """Let a request ask what was kept; what it says itself goes first."""
    merged = QueryDict(mutable=True)
    merged.update(kept)
    for name, values in request.query_params.lists():
        merged.setlist(name, values)
    merged._mutable = False
    request._request.GET = merged  # type: ignore[assignment]
