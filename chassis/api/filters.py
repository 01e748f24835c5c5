"""Filters that refuse what they do not understand, instead of answering something else."""

from collections.abc import Collection
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Field, IntegerField, Q, QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from django_filters.utils import translate_validation
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from chassis.api.methods import is_ours
from chassis.keys import looked_up

BOOLEANS = (("true", "true"), ("false", "false"))
FORMAT = "format"  # chooses the renderer, for every method
SHAPES = ("fields", "omit", FORMAT)
WRITING = ("create", "update", "partial_update")
LONGEST = 4096  # characters of a parameter: a cursor of 200 letters of any script fits
WHOLE_NUMBERS = [
    field for field in django_filters.FilterSet.FILTER_DEFAULTS if issubclass(field, IntegerField)
]


@extend_schema_field(OpenApiTypes.BOOL)
class BooleanFilter(django_filters.TypedChoiceFilter):
    """`true` or `false`; anything else is a 400."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=BOOLEANS, coerce=lambda text: text == "true", **kwargs)


class ChoiceInFilter(django_filters.BaseInFilter, django_filters.ChoiceFilter):
    """Several of the choices, with commas between; anything else is a 400."""


class PersonField(forms.CharField):
    """A person's id, or `me`."""

    def clean(self, value: Any) -> str:
        """Refuse what is neither."""
        text = super().clean(value)
        return text if text in {"", "me"} else str(forms.UUIDField().clean(text))


class PersonFilter(django_filters.CharFilter):
    """A person's id, or `me` for the caller's own."""

    field_class = PersonField


class WholeNumberFilter(django_filters.NumberFilter):
    """A whole number, read as one: as a Decimal, -1e999999999 would take hours to become it."""

    field_class = forms.IntegerField


class FilterSet(django_filters.FilterSet):
    """The base of every filter set."""

    base_filters: dict[str, django_filters.Filter]
    FILTER_DEFAULTS: ClassVar[dict[type[Field], dict[str, Any]]] = {
        **django_filters.FilterSet.FILTER_DEFAULTS,
        **{field: {"filter_class": WholeNumberFilter} for field in WHOLE_NUMBERS},
    }

    def __init__(self, *args: Any, only: Collection[str] | None = None, **kwargs: Any) -> None:
        if only is not None:  # each filter that is made, and its part of the form, costs
            declared = self.base_filters.items()
            self.base_filters = {name: each for name, each in declared if name in only}
        super().__init__(*args, **kwargs)

    @classmethod
    def filter_for_lookup(
        cls, field: "Field[Any, Any]", lookup_type: str
    ) -> tuple[type[django_filters.Filter], dict[str, Any]]:
        """Choose the filter of a declared lookup; booleans and choices are strict."""
        if lookup_type == "in" and field.choices:
            return ChoiceInFilter, {"choices": field.choices}
        chosen, extra = super().filter_for_lookup(field, lookup_type)
        return (BooleanFilter, {}) if chosen is django_filters.BooleanFilter else (chosen, extra)


class WhileFilterSet(FilterSet):
    """Filters by moments or days: in the order of a list, what is of then may be at the far end."""

    moments: ClassVar[tuple[str, ...]]  # those that have an index of their own

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Look up what is in the while that was asked for."""
        names = [name + way for name in self.moments for way in ("", "__gte", "__lte")]
        asked = {name: self.form.cleaned_data.get(name) for name in names}
        wanted = Q(**{name: value for name, value in asked.items() if value})
        rows = super().filter_queryset(queryset)
        return rows.filter(looked_up(rows.model, wanted)) if wanted else rows


def has_few_values(each: django_filters.Filter, value: str) -> bool:
    """Tell whether a filter chooses among few values, or is about the caller's own."""
    choices = django_filters.ChoiceFilter | django_filters.TypedChoiceFilter
    return isinstance(each, choices) or (isinstance(each, PersonFilter) and value == "me")


def tells_the_row(view: Any) -> bool:
    """Tell whether a view writes a row and answers with it, as no method of its own does."""
    return view.action in WRITING and is_ours(view, view.action)


def refuse_unknown(request: Request, known: Collection[str]) -> None:
    """Answer 400 to a query parameter that nobody declared, or that is too long."""
    if unknown := sorted(set(request.query_params) - set(known)):
        choices = ", ".join(sorted(known))
        detail = f"There is no such parameter here. There are: {choices}."
        raise ValidationError({name: [detail] for name in unknown})
    if long := [name for name, text in request.query_params.items() if len(text) > LONGEST]:
        raise ValidationError({name: [f"At most {LONGEST} characters."] for name in long})


class KnownParameters(DjangoFilterBackend):
    """django-filter's backend that also answers 400 to a query parameter nobody declared."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Any], view: Any
    ) -> QuerySet[Any]:
        """Filter the rows by the declared filters."""
        filterset = self.get_filterset_class(view, queryset)
        filters = filterset.base_filters if filterset else ()
        pages = view.paginator.parameters if view.paginator else ()
        search = ("search",) if getattr(view, "search_fields", ()) else ()
        refuse_unknown(request, {*filters, *pages, *search, *SHAPES})
        asked = request.query_params.keys() & filters
        if not asked:
            return queryset  # a filter set and its form cost more than the page
        narrowing = filterset(**self.get_filterset_kwargs(request, queryset, view), only=asked)
        if not narrowing.is_valid():
            raise translate_validation(narrowing.errors)
        return narrowing.qs
