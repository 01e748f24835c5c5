"""The column of a row's words, and its index."""

from typing import Any

from django.db import models
from django.db.backends.ddl_references import Statement, Table

from chassis.search.words import COLUMN

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
