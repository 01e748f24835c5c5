"""How rows are asked for a term: by their own words, or by those of what they point to."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, reduce
from operator import or_
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db.models import Q

from chassis import keys
from chassis.fragments import Fragment
from chassis.search.words import COLUMN, Compared, Guessed, Holds, words_in

NOTHING = Q(pk__in=[])
KEPT = 256  # queries of what rows point to, as SQL
Known = Mapping[tuple[str, str], tuple[str, Sequence[str]]]  # term and place → field and its values


def _across(path: str, there: Any) -> Q:
    return Q(**{f"{path}__in": there})


class Way(NamedTuple):
    """How a row's own words are asked for, those of what it points to, and the way from there."""

    own: type[Holds]
    other: type[Holds]
    from_there: Callable[[str, Any], Q]
    known: Known = MappingProxyType({})

    def knowing(self, known: Known) -> "Way":
        """Return the same for whoever knows what some words find in some places."""
        return self._replace(known=known)

    def may_find(self, term: str, place: str) -> bool:
        """Tell whether there may be a row that has a term in a place."""
        return (term, place) not in self.known or bool(self.known[term, place][1])


LOOKED_UP = Way(Holds, Holds, keys.one_of)
COME_ACROSS = Way(Holds, Holds, _across)  # in the order of the list, or as the planner thinks
COMPARED = Way(Compared, Holds, _across)  # with rows that are read anyway
GUESSED = Way(Guessed, Guessed, _across)


def having(model: Any, terms: Sequence[str], places: Sequence[str], way: Way) -> Q:
    """Match the rows that have each term in one of the places."""
    looks = (
        [look(model, term, place, way) for place in places if way.may_find(term, place)]
        for term in terms
    )
    return Q(*(reduce(or_, each or [NOTHING]) for each in looks))


def look(model: Any, term: str, place: str, way: Way) -> Q:
    """Match the rows that have a term in a place."""
    if place.startswith("="):
        return Q(**{f"{place[1:]}__iexact": term})
    if place == COLUMN:
        return Q(*map(way.own, words_in(term)))
    if (term, place) in way.known:
        field, few = way.known[term, place]
        return keys.one_of_these(field, few)
    return way.from_there(*there(model, term, place, way))


def there(model: Any, term: str, place: str, way: Way) -> tuple[str, Any]:
    """Return which field points to what has a term, and the query of that."""
    step, _, rest = place.partition("__")
    relation = model._meta.get_field(step)
    other = relation.related_model
    wanted = look(other, term, rest, way._replace(own=way.other, known=MappingProxyType({})))
    found = other._base_manager.filter(wanted)
    if relation.one_to_many:
        return "pk", found.values(relation.field.attname)
    return step, found.values("pk")


def asked_there(model: Any, term: str, place: str) -> tuple[str, Fragment]:
    """Return the same with the query as SQL, which differs by its words alone."""
    words = words_in(term)
    field, sql = _sql_there(model, place, len(words))
    return field, Fragment(sql, [Holds.query.format(word) for word in words])


@lru_cache(KEPT)
def _sql_there(model: Any, place: str, count: int) -> tuple[str, str]:
    field, rows = there(model, " ".join("a" * count), place, LOOKED_UP)
    sql, _ = rows.order_by().query.sql_with_params()
    return field, sql
