"""Words, and whether a row has one that begins like them."""

import re
import unicodedata
from typing import Any

from django.db import models
from django.db.models import F, Func, Value

COLUMN = "words"
LONGEST = 254  # letters of a word; a word of the index may have 2,046 bytes
ACCENTS = re.compile("[\u0300-\u036f]")


def words_in(text: str) -> list[str]:
    """Return the words that somebody typed, as the index writes them."""
    plain = ACCENTS.sub("", unicodedata.normalize("NFKD", text)).lower()
    return [word for each in re.split(r"[^\w.-]+", plain) if (word := each.strip("-_."))]


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
