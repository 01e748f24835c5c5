"""A shelf for P10: so many assets, two hundred of each product, some of them out and promised."""

import hashlib
import uuid

from bench import databases, processes, rows
from bench.rows import DESK_NUMBER

DATABASE = "catalog"
OF_EACH = 200  # assets of a product

# One product of ten is a Lenovo with USB-C, as somebody looks for it.
PRODUCTS = """
    INSERT INTO gear_product (
        id, created_at, updated_at, version, title, model, specs, notes, category_id,
        manufacturer_id
    )
    SELECT
        md5('product ' || n)::uuid, at, at, 1, maker.name || ' ' || model, model, '{}', '',
        (SELECT id FROM gear_category WHERE slug = 'laptops'), maker.id
    FROM (
        SELECT n, timestamptz '2026-01-01 00:00:00Z' + make_interval(secs => n) AS at,
            CASE WHEN n %% 10 = 0 THEN 'ThinkPad T14 Gen ' ELSE 'Model ' END || n AS model,
            CASE WHEN n %% 10 = 0 THEN 'lenovo' ELSE 'dell' END AS slug
        FROM generate_series(0, %(products)s - 1) AS n
    ) AS numbered JOIN gear_manufacturer AS maker USING (slug)
"""
PORTS = """
    INSERT INTO gear_productport (product_id, port_id, count)
    SELECT md5('product ' || n)::uuid, port.id, 2
    FROM generate_series(0, %(products)s - 1, 10) AS n, gear_port AS port
    WHERE port.slug = 'usb-c'
"""
ASSETS = """
    INSERT INTO gear_asset (
        id, created_at, updated_at, version, tag, serial, status, notes, product_id, location_id,
        home_location_id
    )
    SELECT
        (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
            || substr(hash, 1, 3) || '8' || substr(hash, 4, 15))::uuid,
        at, at, 1, 'KR-' || lpad(n::text, 7, '0'), upper(substr(hash, 1, 10)),
        CASE WHEN n %% 20 = 0 THEN 'on_loan' WHEN n %% 33 = 0 THEN 'in_repair' ELSE 'available' END,
        '', md5('product ' || n %% %(products)s)::uuid, places.ids[1 + n %% places.count],
        places.ids[1 + n %% places.count]
    FROM (
        SELECT n, md5(n::text) AS hash,
            timestamptz '2026-02-01 00:00:00Z' + make_interval(secs => n * 10 + 0.5) AS at
        FROM generate_series(0, %(assets)s - 1) AS n
    ) AS numbered,
    (SELECT array_agg(id ORDER BY path) AS ids, count(*) FROM gear_location) AS places
"""
LOANS = """
    INSERT INTO lending_loan (
        id, created_at, updated_at, version, borrower, out_at, due_at, note, created_by
    )
    SELECT id, now(), now(), 1, md5('person 0')::uuid, now() - interval '2 days',
        now() + interval '5 days', '', md5('person 0')::uuid
    FROM gear_asset WHERE status = 'on_loan' AND tag LIKE 'KR-%%'
"""
LOAN_LINES = """
    WITH line AS (
        INSERT INTO lending_loanline (
            loan_id, asset_id, due_at, condition_out, note, lost
        )
        SELECT id, id, due_at, 'ok', '', false FROM lending_loan WHERE note = ''
            AND id IN (SELECT id FROM gear_asset)
        RETURNING id, asset_id, due_at
    )
    INSERT INTO lending_hold (asset_id, starts_at, ends_at, loan_line_id)
    SELECT asset_id, now() - interval '2 days', due_at, id FROM line
"""
RESERVATIONS = """
    INSERT INTO lending_reservation (
        id, created_at, updated_at, version, borrower, starts_at, ends_at, status, note, created_by
    )
    SELECT md5('reservation ' || nth || tag)::uuid, now(), now(), 1, md5('person 1')::uuid,
        now() + make_interval(days => nth * 10), now() + make_interval(days => nth * 10 + 3),
        'approved', '', md5('person 1')::uuid
    FROM gear_asset, generate_series(1, 2) AS nth
    WHERE tag LIKE 'KR-%%' AND right(tag, 1) = '7'
"""
RESERVATION_LINES = """
    WITH line AS (
        INSERT INTO lending_reservationline (reservation_id, asset_id, quantity)
        SELECT md5('reservation ' || nth || tag)::uuid, id, 1
        FROM gear_asset, generate_series(1, 2) AS nth
        WHERE tag LIKE 'KR-%%' AND right(tag, 1) = '7'
        RETURNING id, reservation_id, asset_id
    )
    INSERT INTO lending_hold (asset_id, starts_at, ends_at, reservation_line_id)
    SELECT asset_id, starts_at, ends_at, line.id
    FROM line JOIN lending_reservation AS reservation ON reservation.id = reservation_id
"""
PEOPLE = """
    INSERT INTO gear_person (id, version, applied_at, name, is_active)
    SELECT md5('person ' || n)::uuid, 1, now(), 'Person ' || n, true
    FROM generate_series(%(desk)s, 1) AS n
"""
ALL = (PRODUCTS, PORTS, ASSETS, LOANS, LOAN_LINES, RESERVATIONS, RESERVATION_LINES, PEOPLE)


def fill(count: int) -> None:
    """Write the shelf into the catalog's database, as if it had always been there."""
    databases.prepare([DATABASE])
    processes.django(DATABASE, "seed_demo", "--verbosity", "0")
    values = {"assets": count, "products": count // OF_EACH, "desk": DESK_NUMBER}
    with databases.asking(DATABASE) as cursor:
        cursor.execute("SET session_replication_role = replica")  # no history of what never was
        for statement in ALL:
            cursor.execute(statement, values)
        rows.leave_as_it_is(cursor)


def promised() -> list[str]:
    """Return some assets that are promised twice."""
    with databases.asking(DATABASE) as cursor:
        cursor.execute("SELECT id FROM gear_asset WHERE tag LIKE 'KR-%7' ORDER BY tag LIMIT 50")
        return [str(found) for (found,) in cursor.fetchall()]


def product(number: int) -> str:
    """Return the id of a product."""
    digest = hashlib.md5(f"product {number}".encode(), usedforsecurity=False)
    return str(uuid.UUID(digest.hexdigest()))
