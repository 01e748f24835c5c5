"""Filters that refuse what they do not understand, instead of answering something else."""

from typing import Any

import django_filters
from django.db.models import Field, QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework.exceptions import ValidationError
from rest_framework.filters import SearchFilter
from rest_framework.request import Request

BOOLEANS = (("true", "true"), ("false", "false"))


@extend_schema_field(OpenApiTypes.BOOL)
class BooleanFilter(django_filters.TypedChoiceFilter):
    """`true` or `false`; anything else is a 400."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=BOOLEANS, coerce=lambda text: text == "true", **kwargs)


class ChoiceInFilter(django_filters.BaseInFilter, django_filters.ChoiceFilter):
    """Several of the choices, with commas between; anything else is a 400."""


class FilterSet(django_filters.FilterSet):
    """The base of every filter set."""

    @classmethod
    def filter_for_lookup(
        cls, field: "Field[Any, Any]", lookup_type: str
    ) -> tuple[type[django_filters.Filter], dict[str, Any]]:
        """Choose the filter of a declared lookup; booleans and choices are strict."""
        if lookup_type == "in" and field.choices:
            return ChoiceInFilter, {"choices": field.choices}
        chosen, extra = super().filter_for_lookup(field, lookup_type)
        return (BooleanFilter, {}) if chosen is django_filters.BooleanFilter else (chosen, extra)


class KnownParameters(DjangoFilterBackend):
    """django-filter's backend that also answers 400 to a query parameter nobody declared."""

    common = ("fields", "omit", "format")

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Any], view: Any
    ) -> QuerySet[Any]:
        """Filter the rows by the declared filters."""
        self._refuse_unknown(request, queryset, view)
        return super().filter_queryset(request, queryset, view)

    def _refuse_unknown(self, request: Request, queryset: QuerySet[Any], view: Any) -> None:
        filterset = self.get_filterset_class(view, queryset)
        filters = filterset.base_filters if filterset and view.action == "list" else ()
        pages = view.paginator.parameters if view.action == "list" else ()
        search = ("search",) if getattr(view, "search_fields", ()) else ()
        known = {*filters, *pages, *search, *self.common}
        if unknown := sorted(set(request.query_params) - known):
            choices = ", ".join(sorted(known))
            detail = f"There is no such parameter here. There are: {choices}."
            raise ValidationError({name: [detail] for name in unknown})


class Search(SearchFilter):
    """`?search=`: every word must stand in one of the view's `search_fields`."""

    search_description = "Words that must all be found."
