"""Which gear a calendar shows."""

from collections.abc import Mapping
from typing import TypeVar

from django.db import models
from django.db.models import QuerySet

from catalog_service.gear.models import Asset, Product
from catalog_service.lending.models import Kit
from chassis.search import found, words_in

Row = TypeVar("Row", bound=models.Model)

MOST_WORDS = 32
PLACES: Mapping[type[models.Model], tuple[str, ...]] = {
    Asset: ("words", "product__words", "product__ports__port__words"),
    Product: ("words", "manufacturer__words", "ports__port__words"),
    Kit: ("words",),
}


def matching(rows: QuerySet[Row], text: str) -> QuerySet[Row]:
    """Return those in which words are found, as the search of the API does."""
    terms = [term for term in text.split()[:MOST_WORDS] if words_in(term)]
    if text.strip() and not terms:
        return rows.none()
    return rows.filter(found(rows.model, terms, PLACES[rows.model])) if terms else rows
