"""`?search=`: the words of a row, or of what it points to, by their index."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.filters import SearchFilter
from rest_framework.request import Request

from chassis.search import COLUMN, found, words_in

MOST_WORDS = 32


class Search(SearchFilter):
    """Every word must begin a word of the row. Views say in `search_fields` where to look."""

    search_description = (
        "Words that must all be found: each begins a word of the row, whatever its capitals and"
        " accents. Hyphens and dots count: `usb-c` is not found by `usbc`."
    )

    def filter_queryset(
        self, request: Request, queryset: "QuerySet[Any]", view: Any
    ) -> "QuerySet[Any]":
        """Keep the rows in which all is found."""
        if self.search_param not in request.query_params:
            return queryset
        places = self.get_search_fields(view, request)
        typed = self.get_search_terms(request)
        if not places or not typed:
            return queryset
        if len(words_in(" ".join(typed))) > MOST_WORDS:
            raise ValidationError({self.search_param: [f"At most {MOST_WORDS} words."]})
        # Of its own words a row may have each; what points elsewhere is one thing as it was typed.
        terms = words_in(" ".join(typed)) if tuple(places) == (COLUMN,) else typed
        terms = [term for term in terms if words_in(term)]
        wanted = found(queryset.model, terms, places) if terms else None
        return queryset.none() if wanted is None else queryset.filter(wanted)
