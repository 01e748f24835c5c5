"""Put many assets at once: what is new is made, what differs changed, the rest left alone."""

import json

from django.db import connection, transaction

from catalog_service.gear.actions.bulk_names import ensure_labels, ensure_locations, ensure_names
from catalog_service.gear.actions.bulk_products import Outcome
from catalog_service.gear.actions.bulk_rows import one_at_a_time
from catalog_service.gear.events import AssetChanged
from chassis.auth import Caller
from chassis.observability.context import origin


@transaction.atomic
def put_assets(*, by: Caller) -> Outcome:
    """Make assets be as the rows of `arriving_assets` say, no tag in two of them.

    Products that are missing are made; those that are there are not changed by what a row says.
    A label that is missing stands for the status of its row from then on; of one that is there,
    the status counts.
    """
    one_at_a_time()
    ensure_names("arriving_assets")
    ensure_locations("arriving_assets", "location", "home_location", "place")
    ensure_labels()
    with connection.cursor() as cursor:
        cursor.execute(_MAKE_PRODUCTS)
        cursor.execute(_FIND_PRODUCTS)
        cursor.execute(_FIND_ASSETS)
        cursor.execute(_HOLD_PRODUCTS)
        cursor.execute(_HOLD_ASSETS)
        cursor.execute(_PUT, {"type": AssetChanged.type, "origin": json.dumps(origin())})
        created, updated, rows = cursor.fetchone()
    return Outcome(created, updated, rows - created - updated)


_MAKE_PRODUCTS = """
    INSERT INTO gear_product (
        id, created_at, updated_at, version,
        title, model, manufacturer_id, category_id, specs, notes
    )
    SELECT DISTINCT ON (maker.id, lower(said.model))
           gear_uuid7(), now(), now(), 1,
           maker.name || ' ' || said.model, said.model, maker.id, category.id,
           jsonb_strip_nulls(jsonb_build_object('part_number', said.part_number)),
           coalesce(said.product_notes, '')
    FROM arriving_assets AS said
    JOIN gear_manufacturer AS maker ON lower(maker.name) = lower(said.manufacturer)
    LEFT JOIN gear_category AS category ON lower(category.name) = lower(said.category)
    WHERE said.model IS NOT NULL AND NOT EXISTS (
        SELECT FROM gear_product AS known
        WHERE known.manufacturer_id = maker.id AND lower(known.model) = lower(said.model)
          AND known.model <> ''
    )
    ORDER BY maker.id, lower(said.model), said.line
    ON CONFLICT DO NOTHING
"""

_FIND_PRODUCTS = """
    UPDATE arriving_assets AS said
    SET product_id = product.id
    FROM gear_manufacturer AS maker
    JOIN gear_product AS product ON product.manufacturer_id = maker.id
    WHERE lower(maker.name) = lower(said.manufacturer) AND lower(product.model) = lower(said.model)
      AND product.model <> '' -- else the index of models is of no use
"""

_FIND_ASSETS = """
    UPDATE arriving_assets AS said
    SET asset_id = asset.id
    FROM gear_asset AS asset
    WHERE lower(asset.tag) = lower(said.tag)
"""

# The events tell the products' titles: nobody may rename one before they are written.
_HOLD_PRODUCTS = """
    SELECT FROM gear_product
    WHERE id IN (
        SELECT product_id FROM arriving_assets
        UNION ALL
        SELECT product_id FROM gear_asset WHERE id IN (SELECT asset_id FROM arriving_assets)
    )
    ORDER BY id FOR SHARE
"""

_HOLD_ASSETS = """
    SELECT FROM gear_asset
    WHERE id IN (SELECT asset_id FROM arriving_assets)
    ORDER BY id FOR NO KEY UPDATE
"""

_PUT = """
    WITH said AS (
        SELECT said.line,
               coalesce(known.tag, said.tag) AS tag,
               coalesce(said.serial, known.serial, '') AS serial,
               coalesce(said.product_id, known.product_id) AS product_id,
               next.status,
               coalesce(label.id, CASE
                   WHEN known.status = next.status THEN known.status_label_id ELSE usual.id
               END) AS status_label_id,
               coalesce(said.condition, known.condition, 'ok') AS condition,
               coalesce(place.id, known.location_id) AS location_id,
               coalesce(home.id, known.home_location_id) AS home_location_id,
               coalesce(said.notes, known.notes, '') AS notes,
               coalesce(said.purchase_date, known.purchase_date) AS purchase_date,
               coalesce(said.purchase_cost, known.purchase_cost) AS purchase_cost,
               coalesce(said.warranty_months, known.warranty_months) AS warranty_months
        FROM arriving_assets AS said
        LEFT JOIN gear_asset AS known ON known.id = said.asset_id
        LEFT JOIN gear_statuslabel AS label ON lower(label.name) = lower(said.status_label)
        CROSS JOIN LATERAL (
            SELECT coalesce(label.status, said.status, known.status, 'available')
        ) AS next (status)
        LEFT JOIN gear_statuslabel AS usual ON usual.is_default AND usual.status = next.status
        LEFT JOIN gear_location AS place ON lower(place.name) = lower(said.location)
        LEFT JOIN gear_location AS home ON lower(home.name) = lower(said.home_location)
        WHERE known.id IS NULL OR (
            coalesce(said.serial, known.serial), coalesce(said.product_id, known.product_id),
            next.status, coalesce(label.id, known.status_label_id),
            coalesce(said.condition, known.condition),
            coalesce(place.id, known.location_id),
            coalesce(home.id, known.home_location_id),
            coalesce(said.notes, known.notes),
            coalesce(said.purchase_date, known.purchase_date),
            coalesce(said.purchase_cost, known.purchase_cost),
            coalesce(said.warranty_months, known.warranty_months)
        ) IS DISTINCT FROM (
            known.serial, known.product_id, known.status, known.status_label_id, known.condition,
            known.location_id, known.home_location_id, known.notes,
            known.purchase_date, known.purchase_cost, known.warranty_months
        )
    ), put AS (
        INSERT INTO gear_asset (
            id, created_at, updated_at, version, tag, serial, product_id, status, status_label_id,
            condition, location_id, home_location_id, notes, purchase_date, purchase_cost,
            warranty_months
        )
        SELECT gear_uuid7(), now(), now(), 1, tag, serial, product_id, status, status_label_id,
               condition, location_id, home_location_id, notes, purchase_date, purchase_cost,
               warranty_months
        FROM said
        ORDER BY line
        ON CONFLICT (lower(tag)) DO UPDATE SET
            serial = excluded.serial, product_id = excluded.product_id,
            status = excluded.status, status_label_id = excluded.status_label_id,
            condition = excluded.condition,
            location_id = excluded.location_id,
            home_location_id = excluded.home_location_id, notes = excluded.notes,
            purchase_date = excluded.purchase_date, purchase_cost = excluded.purchase_cost,
            warranty_months = excluded.warranty_months
        RETURNING id, tag, product_id, version
    ), told AS (
        INSERT INTO events_outboxevent (event_id, type, subject, version, data, origin)
        SELECT gear_uuid7(), %(type)s, put.id::text, put.version,
               jsonb_build_object(
                   'asset_id', put.id, 'tag', put.tag, 'title', product.title,
                   'product_id', put.product_id, 'version', put.version
               ),
               %(origin)s::jsonb
        FROM put JOIN gear_product AS product ON product.id = put.product_id
        ORDER BY put.id
    )
    SELECT count(*) FILTER (WHERE version = 1), count(*) FILTER (WHERE version > 1),
           (SELECT count(*) FROM arriving_assets)
    FROM put
"""
