"""Turn staged text into the rows that the bulk verbs of gear take."""

from django.db import connection

from catalog_service.gear.models import Status
from catalog_service.imports.actions.chunks import Chunk
from catalog_service.imports.actions.dates import Notes
from catalog_service.imports.actions.states import PAIR
from catalog_service.imports.models import Kind


def fill(kind: str, chunk: Chunk, notes: Notes) -> None:
    """Fill the table of arriving rows with those of a chunk that have no issue."""
    with connection.cursor() as cursor:
        cursor.execute(
            _FILL[Kind(kind)],
            {
                "after": chunk[0],
                "end": chunk[1],
                "style": notes.date_style,
                "decimal": notes.decimal,
                "out": list(OUT),
            },
        )


# What says no more of an asset than the loan that is about to be made of it.
OUT = (Status.AVAILABLE.value, Status.RESERVED.value, Status.ON_LOAN.value)

_GOOD = """
    staged.line > %(after)s AND staged.line <= %(end)s
    AND NOT EXISTS (SELECT FROM issues WHERE issues.line = staged.line)
"""

_FILL_PRODUCTS = f"""
    INSERT INTO arriving_products (
        line, manufacturer, model, category, part_number, u_height, weight, weight_unit,
        lifetime_months, notes, ports, specs
    )
    SELECT line, manufacturer, model, category, part_number,
           imports_amount(u_height, %(decimal)s), imports_amount(weight, %(decimal)s),
           lower(weight_unit), substring(lifetime_months, '^\\d+')::integer, notes, ports::jsonb,
           specs::jsonb
    FROM staged
    WHERE {_GOOD}
"""  # noqa: S608  (our own words)

_FILL_ASSETS = f"""
    INSERT INTO arriving_assets (
        line, tag, manufacturer, model, category, part_number, product_notes, serial,
        status, status_label, condition, location, home_location, place, notes,
        purchase_date, purchase_cost, warranty_months
    )
    SELECT line, staged.tag, manufacturer, model, category, part_number, product_notes, serial,
           CASE WHEN is_told THEN states.meant END, CASE WHEN is_told THEN states.label END,
           lower(condition),
           CASE WHEN borrowed.place IS NULL THEN coalesce(borrower_place, location)
                WHEN location IS NOT NULL THEN borrower_place END, -- else the loan moves it
           coalesce(home_location, CASE WHEN borrower_place IS NOT NULL THEN location END),
           borrowed.place, notes,
           imports_day(purchase_date, %(style)s),
           round(imports_amount(purchase_cost, %(decimal)s), 2),
           substring(warranty_months, '^\\d+')::integer
    FROM staged
    LEFT JOIN borrowed USING (line)
    LEFT JOIN states ON (states.status, states.status_label) = {PAIR}
    CROSS JOIN LATERAL (
        SELECT states.meant <> ALL (%(out)s)
               OR coalesce(borrowed.person_id::text, borrowed.place) IS NULL AS is_told
    ) AS more
    WHERE {_GOOD}
"""  # noqa: S608  (our own words)

_FILL_LOCATIONS = f"""
    INSERT INTO arriving_locations (line, location) SELECT line, name FROM staged WHERE {_GOOD}
"""  # noqa: S608  (our own words)

_FILL = {
    Kind.PRODUCTS: _FILL_PRODUCTS,
    Kind.ASSETS: _FILL_ASSETS,
    Kind.LOCATIONS: _FILL_LOCATIONS,
}
