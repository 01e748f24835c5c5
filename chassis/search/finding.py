"""How rows are found by their words, and by those of what they point to.

PostgreSQL knows little of how often words begin in some way, and nothing of how many rows point to
what has them. So it is asked first: what do the words find there, unless the table is small, and
how many rows are expected to have them or to point to that.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from math import prod
from operator import or_
from typing import Any, NamedTuple

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import StrIndex, Upper
from django.db.models.lookups import GreaterThan

from chassis import keys
from chassis.search.looking import (
    COME_ACROSS,
    COMPARED,
    GUESSED,
    LOOKED_UP,
    Known,
    asked_there,
    having,
    look,
)
from chassis.search.words import COLUMN, LONGEST, words_in

OFTEN = 1 / 10  # of all rows: with a word of more, rows are compared that are found otherwise
SORTED = 3_000  # rows, or a thirtieth of all: of more, a page full is soon come across
MOST_KNOWN = 1_000  # keys of what rows point to that are named one by one


def holding(model: type[models.Model], text: str) -> Q:
    """Match the rows of a model with all the words of a text; where it has none, every row."""
    words = words_in(text)
    return found(model, words, [COLUMN]) if words else Q()


def saying(model: type[models.Model], field: str, text: str) -> Q:
    """Match the rows of which a field, one of its index, says a text from some word's start on."""
    # Of a LIKE the planner would expect next to nothing.
    at = StrIndex(Upper(F(field)), Upper(Value(text)))
    return holding(model, text) & Q(GreaterThan(at, 0))


def found(model: type[models.Model], terms: Sequence[str], places: Sequence[str]) -> Q:
    """Match the rows that have each term, which holds a word, in one of the places.

    `words` are a row's own, `product__words` those of what it points to, `ports__port__words` those
    of what its lines point to; `=email` is a field that is looked up by its whole.
    """
    if any(len(word) > LONGEST for term in terms for word in words_in(term)):
        return Q(pk__in=[])
    terms = list(dict.fromkeys(terms))
    is_far = any("__" in place for place in places)
    if is_far and keys.expected(model) <= keys.FEW:
        return _keys(model, having(model, terms, places, LOOKED_UP))
    pointed = _pointed(model, terms, places)
    every, rows, together = _expected(model, terms, places, pointed)
    few = min(SORTED, keys.FEW)
    if every <= few:
        return _keys(model, having(model, terms, places, LOOKED_UP))
    shares = {term: min(count / every, 1) for term, count in rows.items()}
    have_all = max(every * prod(shares.values()), together)
    if have_all > max(few, every / 30) or min(shares.values()) > OFTEN:
        least = 1 - sum(1 - share for share in shares.values())  # of all rows
        is_most = max(least, together / every) > OFTEN
        way = COMPARED if is_most else COME_ACROSS
        return pointed.to_common | having(model, terms, places, way.knowing(pointed.others))
    rare = [term for term in shares if shares[term] <= OFTEN]
    often = [term for term in shares if term not in rare]
    wanted = having(model, rare, places, LOOKED_UP.knowing(pointed.others))
    wanted &= having(model, often, places, COMPARED.knowing(pointed.others))
    return _keys(model, pointed.to_common | wanted)


class _Pointed(NamedTuple):
    """What the terms find where rows point to, as far as that is not too much."""

    common: Mapping[str, Sequence[str]]  # field → values: each of these has all of the terms
    others: Known

    @property
    def to_common(self) -> Q:
        """Match the rows that point to what has all of the terms by itself."""
        return reduce(or_, self.each, Q())

    @property
    def each(self) -> list[Q]:
        """Match the same by each field that points."""
        return [keys.one_of_these(field, few) for field, few in self.common.items()]


def _keys(model: Any, wanted: Q) -> Q:
    return keys.one_of("pk", model._base_manager.filter(wanted).values("pk"))


def _pointed(model: Any, terms: Sequence[str], places: Sequence[str]) -> _Pointed:
    """Ask what the terms find where rows point to; what has all of them is named once."""
    far = [(term, place) for term in terms for place in places if place.endswith(f"__{COLUMN}")]
    asked = [asked_there(model, *each) for each in far]
    found = keys.each([query for _, query in asked], most=MOST_KNOWN + 1)
    told = zip(far, asked, found, strict=True)
    known = {each: (field, few) for each, (field, _), few in told if len(few) <= MOST_KNOWN}
    common = _common(terms, known)
    others = {each: (field, sorted({*few} - common[field])) for each, (field, few) in known.items()}
    return _Pointed({field: sorted(few) for field, few in common.items() if few}, others)


def _common(terms: Sequence[str], known: Known) -> dict[str, set[str]]:
    """Return by each field that points the keys of what has all of the terms."""
    found: dict[str, dict[str, set[str]]] = {}
    for (term, _), (field, few) in known.items():
        found.setdefault(field, {each: set() for each in terms})[term].update(few)
    return {field: set.intersection(*of_each.values()) for field, of_each in found.items()}


def _expected(
    model: Any, terms: Sequence[str], places: Sequence[str], pointed: _Pointed
) -> tuple[int, dict[str, int], int]:
    """Return how many rows are expected, how many of them to have each term, at least to have all.

    That words stand together where rows point to is not told by how often each stands there.
    """
    way = GUESSED.knowing(pointed.others)
    asked = [(term, place) for term in terms for place in places if way.may_find(term, place)]
    looks = (look(model, *each, way) for each in asked)
    every, *rows = keys.each_expected(model, [Q(), *looks, *pointed.each])
    counts, together = rows[: len(asked)], rows[len(asked) :]
    of_each = dict.fromkeys(terms, sum(together))
    for (term, _), count in zip(asked, counts, strict=True):
        of_each[term] += count
    return every, of_each, max(together, default=0)
