"""What pgtrigger's and pghistory's triggers ask first, without an error to be caught each time.

Theirs begin a transaction within the transaction, for a setting that may never have been made; and
one that was made in an earlier transaction is an empty text after it.
"""

from typing import Any

from django.db import connections
from pghistory.models import Context

_SHOULD_IGNORE = """
    CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean AS $$
        SELECT coalesce(
            trigger_name = ANY (nullif(current_setting('pgtrigger.ignore', true), '')::text[]),
            false
        )
    $$ LANGUAGE sql STABLE
"""
_ATTACH_CONTEXT = """
    CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS {table}.id%TYPE AS $$
        DECLARE
            context_id uuid := nullif(current_setting('pghistory.context_id', true), '');
            said jsonb := nullif(current_setting('pghistory.context_metadata', true), '');
        BEGIN
            IF context_id IS NULL OR said IS NULL THEN
                RETURN NULL;
            END IF;
            INSERT INTO {table} (id, metadata, created_at, updated_at)
                VALUES (context_id, said, now(), now())
                ON CONFLICT (id) DO UPDATE
                    SET metadata = EXCLUDED.metadata, updated_at = EXCLUDED.updated_at
                    WHERE {table}.metadata <> EXCLUDED.metadata;
            RETURN context_id;
        END
    $$ LANGUAGE plpgsql
"""


def install(*, using: str, **_: Any) -> None:
    """Do it in a database that was migrated."""
    with connections[using].cursor() as cursor:
        cursor.execute(_SHOULD_IGNORE)
        cursor.execute(_ATTACH_CONTEXT.format(table=Context._meta.db_table))
