"""How rows are found by their words, and by those of what they point to.

PostgreSQL knows little of how often words begin in some way, and nothing of how many rows point to
what has them. So it is asked first: what do the words find there, unless the table is small, and
how many rows are expected to have them or to point to that.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from math import prod
from operator import or_
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import StrIndex, Upper
from django.db.models.lookups import GreaterThan

from chassis import keys
from chassis.search.words import COLUMN, LONGEST, Compared, Guessed, Holds, words_in

OFTEN = 1 / 10  # of all rows: with a word of more, rows are compared that are found otherwise
SORTED = 3_000  # rows, or a thirtieth of all: of more, a page full is soon come across
MOST_KNOWN = 1_000  # keys of what rows point to that are named one by one

Known = Mapping[tuple[str, str], tuple[str, list[str]]]  # term and place → field and its values


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
    is_far = any("__" in place for place in places)
    if is_far and keys.expected(model) <= keys.FEW:
        return _keys(model, _all(model, terms, places, LOOKED_UP))
    known = _known(model, terms, places)
    every, rows, together = _expected(model, terms, places, known)
    few = min(SORTED, keys.FEW)
    if every <= few:
        return _keys(model, _all(model, terms, places, LOOKED_UP))
    shares = {term: min(count / every, 1) for term, count in rows.items()}
    have_all = max(every * prod(shares.values()), together)
    if have_all > max(few, every / 30) or min(shares.values()) > OFTEN:
        least = 1 - sum(1 - share for share in shares.values())  # of all rows
        is_most = max(least, together / every) > OFTEN
        return _all(model, terms, places, (COMPARED if is_most else COME_ACROSS).knowing(known))
    rare = [term for term in shares if shares[term] <= OFTEN]
    often = [term for term in shares if term not in rare]
    wanted = _all(model, rare, places, LOOKED_UP.knowing(known))
    wanted &= _all(model, often, places, COMPARED.knowing(known))
    return _keys(model, wanted)


def _across(path: str, there: Any) -> Q:
    return Q(**{f"{path}__in": there})


class _Way(NamedTuple):
    """How a row's own words are asked for, those of what it points to, and the way from there."""

    own: type[Holds]
    other: type[Holds]
    from_there: Callable[[str, Any], Q]
    known: Known = MappingProxyType({})

    def knowing(self, known: Known) -> "_Way":
        """Return the same for whoever knows what some words find in some places."""
        return self._replace(known=known)


LOOKED_UP = _Way(Holds, Holds, keys.one_of)
COME_ACROSS = _Way(Holds, Holds, _across)  # in the order of the list, or as the planner thinks
COMPARED = _Way(Compared, Holds, _across)  # with rows that are read anyway
GUESSED = _Way(Guessed, Guessed, _across)


def _keys(model: Any, wanted: Q) -> Q:
    return keys.one_of("pk", model._base_manager.filter(wanted).values("pk"))


def _known(model: Any, terms: Sequence[str], places: Sequence[str]) -> Known:
    """Return what the terms find in places that rows point to, where that is not too much."""
    far = [(term, place) for term in terms for place in places if "__" in place]
    there = [_there(model, *each, LOOKED_UP) for each in far]
    found = keys.each([rows for _, rows in there], most=MOST_KNOWN + 1)
    told = zip(far, there, found, strict=True)
    return {each: (field, few) for each, (field, _), few in told if len(few) <= MOST_KNOWN}


def _expected(
    model: Any, terms: Sequence[str], places: Sequence[str], known: Known
) -> tuple[int, dict[str, int], int]:
    """Return how many rows are expected, how many of them to have each term, at least to have all.

    That words stand together where rows point to is not told by how often each stands there.
    """
    way = GUESSED.knowing(known)
    looks = [_look(model, term, place, way) for term in terms for place in places]
    every, *rows = keys.each_expected(model, [Q(), *looks, *_in_common(terms, known)])
    counts = [rows[at : at + len(places)] for at in range(0, len(looks), len(places))]
    of_each = {term: sum(count) for term, count in zip(terms, counts, strict=True)}
    return every, of_each, max(rows[len(looks) :], default=0)


def _in_common(terms: Sequence[str], known: Known) -> Iterator[Q]:
    """Match the rows that point to what has all of the terms by itself."""
    having: dict[str, dict[str, set[str]]] = {}
    for (term, _), (field, few) in known.items():
        having.setdefault(field, {each: set() for each in terms})[term].update(few)
    for field, of_each in having.items():
        if common := set.intersection(*of_each.values()):
            yield keys.one_of_these(field, sorted(common))


def _all(model: Any, terms: Sequence[str], places: Sequence[str], way: _Way) -> Q:
    looks = ([_look(model, term, place, way) for place in places] for term in terms)
    return Q(*(reduce(or_, each) for each in looks))


def _look(model: Any, term: str, place: str, way: _Way) -> Q:
    if place.startswith("="):
        return Q(**{f"{place[1:]}__iexact": term})
    if place == COLUMN:
        return Q(*map(way.own, words_in(term)))
    if (term, place) in way.known:
        field, few = way.known[term, place]
        return keys.one_of_these(field, few)
    return way.from_there(*_there(model, term, place, way))


def _there(model: Any, term: str, place: str, way: _Way) -> tuple[str, Any]:
    """Return which field points to what has a term, and the query of that."""
    step, _, rest = place.partition("__")
    relation = model._meta.get_field(step)
    there = relation.related_model
    look = _look(there, term, rest, way._replace(own=way.other, known=MappingProxyType({})))
    found = there._base_manager.filter(look)
    if relation.one_to_many:
        return "pk", found.values(relation.field.attname)
    return step, found.values("pk")
