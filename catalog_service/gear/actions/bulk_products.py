"""Put many products at once: what is new is made, what differs changed, the rest left alone."""

from dataclasses import dataclass

from django.db import connection, transaction

from catalog_service.gear.actions.bulk_names import ensure_names, ensure_ports
from catalog_service.gear.actions.bulk_rows import one_at_a_time
from chassis.auth import Caller


@dataclass(frozen=True)
class Outcome:
    """How many rows came to what."""

    created: int
    updated: int
    unchanged: int


@transaction.atomic
def put_products(*, by: Caller) -> Outcome:
    """Make products be as the rows of `arriving_products` say, no product in two of them."""
    one_at_a_time()
    ensure_names("arriving_products")
    ensure_ports()
    with connection.cursor() as cursor:
        cursor.execute(_FIND)
        cursor.execute(_HOLD)
        cursor.execute(_NUMBER_NEW)
        cursor.execute(_MAKE_NEW)
        created = cursor.rowcount
        cursor.execute(_CHANGE)
        updated = cursor.rowcount
        cursor.execute("SELECT count(*) FROM arriving_products")
        (rows,) = cursor.fetchone()
    return Outcome(created, updated, rows - created - updated)


_FIND = """
    UPDATE arriving_products AS said
    SET product_id = product.id
    FROM gear_manufacturer AS maker
    JOIN gear_product AS product ON product.manufacturer_id = maker.id
    WHERE lower(maker.name) = lower(said.manufacturer) AND lower(product.model) = lower(said.model)
      AND product.model <> '' -- else the index of models is of no use
"""

_HOLD = """
    SELECT FROM gear_product
    WHERE id IN (SELECT product_id FROM arriving_products)
    ORDER BY id FOR NO KEY UPDATE
"""

_NUMBER_NEW = """
    UPDATE arriving_products SET product_id = gear_uuid7(), is_new = true WHERE product_id IS NULL
"""

_SPECS = """
    coalesce(said.specs, '{}') || jsonb_strip_nulls(jsonb_build_object(
        'part_number', said.part_number, 'u_height', said.u_height,
        'weight', said.weight, 'weight_unit', said.weight_unit
    ))
"""

_MAKE_NEW = f"""
    INSERT INTO gear_product (
        id, created_at, updated_at, version,
        title, model, manufacturer_id, category_id, specs, lifetime_months, notes
    )
    SELECT said.product_id, now(), now(), 1,
           maker.name || ' ' || said.model, said.model, maker.id, category.id,
           {_SPECS}, said.lifetime_months, coalesce(said.notes, '')
    FROM arriving_products AS said
    JOIN gear_manufacturer AS maker ON lower(maker.name) = lower(said.manufacturer)
    LEFT JOIN gear_category AS category ON lower(category.name) = lower(said.category)
    WHERE said.is_new
    ORDER BY said.line
"""  # noqa: S608  (our own words)

# A change of the ports alone is a change of the product too: its version counts for them.
_CHANGE = f"""
    WITH wanted AS MATERIALIZED (
        SELECT said.product_id, port.id AS port_id, item.count
        FROM arriving_products AS said,
             jsonb_to_recordset(said.ports) AS item (kind text, type text, count integer)
        JOIN gear_port AS port ON port.kind = item.kind AND port.slug = item.type
    ), gone AS (
        DELETE FROM gear_productport AS line
        USING arriving_products AS said
        WHERE line.product_id = said.product_id AND said.ports IS NOT NULL
          AND (line.product_id, line.port_id) NOT IN (SELECT product_id, port_id FROM wanted)
        RETURNING line.product_id
    ), put AS (
        INSERT INTO gear_productport AS line (product_id, port_id, count)
        SELECT product_id, port_id, count FROM wanted
        ON CONFLICT (product_id, port_id) DO UPDATE SET count = excluded.count
        WHERE line.count <> excluded.count
        RETURNING line.product_id
    ), said AS (
        SELECT said.product_id, {_SPECS} AS specs, said.lifetime_months, said.notes,
               category.id AS category_id
        FROM arriving_products AS said
        LEFT JOIN gear_category AS category ON lower(category.name) = lower(said.category)
        WHERE NOT said.is_new
    )
    UPDATE gear_product AS product
    SET specs = product.specs || said.specs,
        lifetime_months = coalesce(said.lifetime_months, product.lifetime_months),
        notes = coalesce(said.notes, product.notes),
        category_id = coalesce(said.category_id, product.category_id)
    FROM said
    WHERE product.id = said.product_id AND (
        product.id IN (SELECT product_id FROM gone UNION ALL SELECT product_id FROM put)
        OR NOT product.specs @> said.specs
        OR product.notes <> said.notes
        OR product.lifetime_months IS DISTINCT FROM
           coalesce(said.lifetime_months, product.lifetime_months)
        OR product.category_id IS DISTINCT FROM coalesce(said.category_id, product.category_id)
    )
"""  # noqa: S608  (our own words)
