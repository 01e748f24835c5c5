"""Full text: rows are found by how their words begin, by an index, however many there are.

The words of a row are a column that the database makes and no query reads along. Capitals and
accents make no difference. What stands between hyphens and dots is a word, and so is the whole:
`KR-0012` is found by `kr`, `0012` and `kr-00`.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import reduce
from itertools import islice
from math import prod
from operator import or_
from typing import Any, NamedTuple

from django.db import models
from django.db.backends.ddl_references import Statement, Table
from django.db.models import F, Func, Q, Value
from django.db.models.functions import StrIndex, Upper
from django.db.models.lookups import GreaterThan

from chassis import keys

COLUMN = "words"
LONGEST = 254  # letters of a word; a word of the index may have 2,046 bytes
OFTEN = 1 / 10  # of all rows: with a word of more, rows are compared that are found otherwise
ACCENTS = re.compile("[\u0300-\u036f]")

# A word too long can be in a long text only. What is ASCII, as most is, takes half the time.
WORDS_OF = r"""
CREATE OR REPLACE FUNCTION words_of(said text) RETURNS tsvector
IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS $$
BEGIN
    IF octet_length(said) > char_length(said) THEN
        said := regexp_replace(normalize(said, NFKD), '[\u0300-\u036f]', '', 'g');
        said := regexp_replace(lower(said), '[^-_.[:alnum:]]+', ' ', 'g');
    ELSE
        said := regexp_replace(lower(said) COLLATE "C", '[^-_.a-z0-9]+', ' ', 'g');
    END IF;
    IF octet_length(said) > 2046 THEN
        said := regexp_replace(said, '[^ ]{255,}', ' ', 'g');
    END IF;
    RETURN (said || ' ' || translate(said, '-_.', '   '))::tsvector;
END $$
"""


class SearchIndex(models.Index):
    """What a row is searched by: text fields that are never NULL. One of them for each model.

    To make it writes the table anew (about a minute for a million rows, in which nobody else reads
    it). A migration that changes the type of a field takes it away first, and makes it again.
    """

    suffix = "words"

    def create_sql(self, model: Any, schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        """Make the column, with the words of the rows that are there, and its index."""
        name = schema_editor.quote_name
        columns = [model._meta.get_field(field).column for field in self.fields]
        return Statement(
            f"{WORDS_OF};"
            f"ALTER TABLE %(table)s ADD COLUMN {COLUMN} tsvector"
            " GENERATED ALWAYS AS (words_of(%(said)s)) STORED;"
            f"CREATE INDEX %(name)s ON %(table)s USING gin ({COLUMN})"
            " WITH (gin_pending_list_limit = 512);"
            "ANALYZE %(table)s",
            table=Table(model._meta.db_table, name),
            name=name(self.name),
            said=" || ' ' || ".join(name(column) for column in columns),
        )

    def remove_sql(self, model: Any, schema_editor: Any, **kwargs: Any) -> Any:
        """Drop the column; the index goes with it."""
        table = Table(model._meta.db_table, schema_editor.quote_name)
        return Statement(f"ALTER TABLE %(table)s DROP COLUMN {COLUMN}", table=table)


class Holds(Func):
    """Whether a row has a word that begins like this one."""

    output_field = models.BooleanField()
    query, template = "'{0}':*", "{} @@ {}"

    def __init__(self, word: str) -> None:
        super().__init__(F("pk"), Value(self.query.format(word)))

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> Any:
        """Compare the words of the row that the key is of."""
        key, query = self.get_source_expressions()
        sql, values = compiler.compile(query)
        words = f"{compiler.quote_name_unless_alias(key.alias)}.{COLUMN}"
        return self.template.format(words, f"{sql}::tsquery"), values


class Compared(Holds):
    """The same, and no index is asked: it does not know the operator by its function's name."""

    template = "ts_match_vq({}, {})"


class Guessed(Holds):
    """The same, for the planner's eyes only.

    Of beginnings it has no statistics where fewer than a hundred words are common, and expects a
    fiftieth of all rows: it is told of the whole word too.
    """

    query = "'{0}':* | '{0}'"


def words_in(text: str) -> list[str]:
    """Return the words that somebody typed, as the index writes them."""
    plain = ACCENTS.sub("", unicodedata.normalize("NFKD", text)).lower()
    return [word for each in re.split(r"[^\w.-]+", plain) if (word := each.strip("-_."))]


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
    every = keys.expected(model)
    if every <= keys.FEW:
        return _keys(model, _all(model, terms, places, LOOKED_UP))
    shares = {term: min(rows / every, 1) for term, rows in _expected(model, terms, places).items()}
    if every * prod(shares.values()) > max(keys.FEW, every / 30):
        together = 1 - sum(1 - share for share in shares.values())  # at least, of all rows
        return _all(model, terms, places, COMPARED if together > OFTEN else COME_ACROSS)
    rare = [term for term in shares if shares[term] <= OFTEN] or list(shares)
    often = [term for term in shares if term not in rare]
    wanted = _all(model, rare, places, LOOKED_UP) & _all(model, often, places, COMPARED)
    return _keys(model, wanted)


def _across(path: str, there: Any) -> Q:
    return Q(**{f"{path}__in": there})


class _Way(NamedTuple):
    """How a row's own words are asked for, those of what it points to, and the way from there."""

    own: type[Holds]
    other: type[Holds]
    from_there: Callable[[str, Any], Q]


LOOKED_UP = _Way(Holds, Holds, keys.one_of)
COME_ACROSS = _Way(Holds, Holds, _across)  # in the order of the list, or as the planner thinks
COMPARED = _Way(Compared, Holds, _across)  # with rows that are read anyway
GUESSED = _Way(Guessed, Guessed, _across)


def _keys(model: Any, wanted: Q) -> Q:
    return keys.one_of("pk", model._base_manager.filter(wanted).values("pk"))


def _expected(model: Any, terms: Sequence[str], places: Sequence[str]) -> dict[str, int]:
    """Return how many rows are expected to have each term."""
    looks = [_there(model, term, place, GUESSED) for term in terms for place in places]
    rows = iter(keys.each_expected(model, looks))
    return {term: sum(islice(rows, len(places))) for term in terms}


def _all(model: Any, terms: Sequence[str], places: Sequence[str], way: _Way) -> Q:
    looks = ([_there(model, term, place, way) for place in places] for term in terms)
    return Q(*(reduce(or_, each) for each in looks))


def _there(model: Any, term: str, place: str, way: _Way) -> Q:
    if place.startswith("="):
        return Q(**{f"{place[1:]}__iexact": term})
    if place == COLUMN:
        return Q(*map(way.own, words_in(term)))
    step, _, rest = place.partition("__")
    relation = model._meta.get_field(step)
    there = relation.related_model
    found = there._base_manager.filter(_there(there, term, rest, way._replace(own=way.other)))
    if relation.one_to_many:
        return way.from_there("pk", found.values(relation.field.attname))
    return way.from_there(step, found.values("pk"))
