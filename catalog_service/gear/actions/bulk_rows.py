"""What bulk verbs take: rows in a temporary table, because a set is put by a set.

Whoever has many rows makes the table by `arriving()`, fills it, and calls the verb. In each field
NULL says nothing: what is there stays.
"""

from django.db import connection

_COLUMNS = {
    "arriving_products": """
        line integer, manufacturer text, model text, category text,
        part_number text, u_height numeric, weight numeric, weight_unit text,
        lifetime_months integer, notes text,
        specs jsonb, -- further ones; those that are not named stay
        ports jsonb, -- a list of {kind, type, count}; it replaces the product's list
        product_id uuid, is_new boolean NOT NULL DEFAULT false -- the verb finds these
    """,
    "arriving_locations": "line integer, location text",
    "arriving_assets": """
        line integer, tag text, manufacturer text, model text,
        category text, part_number text, product_notes text, -- only for a product that is missing
        serial text, status text, status_label text, condition text,
        location text, home_location text, notes text,
        place text, -- where it will be lent to: made if it is missing
        purchase_date date, purchase_cost numeric, warranty_months integer,
        product_id uuid, asset_id uuid -- the verb finds them
    """,
}


def arriving(table: str) -> None:
    """Make the table that a bulk verb takes its rows from, or empty it."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} ({_COLUMNS[table]})")
        cursor.execute(f"TRUNCATE {table}")


def one_at_a_time() -> None:
    """Two that put the same rows in another order would wait for each other for ever.

    A set takes longer than others may wait for a lock; but less than the pulse of a job does.
    Few make many models: a memo of what each maker makes would hold all of it against each row.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '20s'; SET LOCAL enable_memoize = off")
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('gear.bulk'))")
