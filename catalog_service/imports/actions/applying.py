"""Do what the staged rows say, a chunk at a time: each is one transaction, with its own count."""

from collections.abc import Iterator

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from catalog_service.gear import actions as gear
from catalog_service.imports.actions.checking import STATUSES
from catalog_service.imports.actions.dates import Notes
from catalog_service.imports.actions.staging import scalar
from catalog_service.imports.models import Import, Kind
from chassis.auth import Caller
from chassis.jobs import Progress

LARGEST_CHUNK = 10_000
SMALLEST_CHUNK = 100
FEWEST_CHUNKS = 10

Chunk = tuple[int, int]


def apply(row: Import, notes: Notes, progress: Progress) -> Iterator[int]:
    """Put the rows that have no issue; after every chunk, yield how many rows are done.

    It begins after the last chunk that an earlier try committed.
    """
    done = _rows(0, row.done_through)
    for chunk in _chunks(row):
        try:
            _put(row, chunk, notes, progress)
        except IntegrityError:
            # Somebody else made the same product meanwhile: now it is there to be found.
            _put(row, chunk, notes, progress)
        done += _rows(*chunk)
        yield done


def _rows(after: int, end: int) -> int:
    count: int = scalar("SELECT count(*) FROM staged WHERE line > %s AND line <= %s", after, end)
    return count


def _put(row: Import, chunk: Chunk, notes: Notes, progress: Progress) -> None:
    """Put one chunk, and count it with its effects, so that both are there or neither is.

    A dry run does the same and takes it back: what it tells is what would have happened.
    """
    table, fill, put = WAYS[Kind(row.kind)]
    with transaction.atomic():
        progress.hold()
        gear.arriving(table)
        _fill(fill, chunk, notes)
        outcome = put(by=Caller(id=row.created_by))
        if row.dry_run:
            transaction.set_rollback(True)
        else:
            _count(row, outcome, chunk)
    if row.dry_run:
        with transaction.atomic():
            progress.hold()
            _count(row, outcome, chunk)


def _count(row: Import, outcome: gear.Outcome, chunk: Chunk) -> None:
    Import.objects.filter(pk=row.pk).update(
        created=F("created") + outcome.created,
        updated=F("updated") + outcome.updated,
        unchanged=F("unchanged") + outcome.unchanged,
        done_through=chunk[1],
    )


def _chunks(row: Import) -> Iterator[Chunk]:
    """Yield the lines after which each chunk begins, and with which it ends."""
    rows = scalar("SELECT count(*) FROM staged")
    size = max(SMALLEST_CHUNK, min(LARGEST_CHUNK, rows // FEWEST_CHUNKS))
    after = row.done_through
    while end := scalar(_END, after, size):
        if row.kind == Kind.PRODUCTS:
            end = scalar(_UNREPEATED_END, after, after, end) or end
        yield after, end
        after = end


_END = """
    SELECT max(line) FROM (
        SELECT line FROM staged WHERE line > %s ORDER BY line LIMIT %s
    ) AS chunk
"""

# A product may be said in several rows; the later ones come in a later chunk, so that they count.
_UNREPEATED_END = """
    SELECT min(line) - 1 FROM repeated WHERE before > %s AND line > %s AND line <= %s
"""


def find_repeated(row: Import) -> None:
    """Note which rows say a product once more."""
    if row.kind != Kind.PRODUCTS:
        return
    with connection.cursor() as cursor:
        cursor.execute(_REPEATED)
        cursor.execute("CREATE INDEX ON repeated (line)")


_REPEATED = """
    CREATE TEMP TABLE repeated AS
    SELECT line, before FROM (
        SELECT line, lag(line) OVER (
            PARTITION BY lower(manufacturer), lower(model) ORDER BY line
        ) AS before
        FROM staged
    ) AS products
    WHERE before IS NOT NULL
"""


def _fill(sql: str, chunk: Chunk, notes: Notes) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            sql,
            {
                "after": chunk[0],
                "end": chunk[1],
                "style": notes.date_style,
                "decimal": notes.decimal,
                "words": list(STATUSES),
                "statuses": list(STATUSES.values()),
            },
        )


_GOOD = """
    staged.line > %(after)s AND staged.line <= %(end)s
    AND NOT EXISTS (SELECT FROM issues WHERE issues.line = staged.line)
"""

_FILL_PRODUCTS = f"""
    INSERT INTO arriving_products (
        line, manufacturer, model, category, part_number, u_height, weight, weight_unit, notes,
        ports
    )
    SELECT line, manufacturer, model, category, part_number,
           imports_amount(u_height, %(decimal)s), imports_amount(weight, %(decimal)s),
           lower(weight_unit), notes, ports::jsonb
    FROM staged
    WHERE {_GOOD}
"""  # noqa: S608  (our own words)

_FILL_ASSETS = f"""
    INSERT INTO arriving_assets (
        line, tag, manufacturer, model, category, part_number, product_notes, serial, status,
        location, notes, purchase_date, purchase_cost, warranty_months
    )
    SELECT line, tag, manufacturer, model, category, part_number, product_notes, serial,
           (%(statuses)s::text[])[array_position(%(words)s::text[], lower(status))],
           location, notes,
           imports_day(purchase_date, %(style)s),
           round(imports_amount(purchase_cost, %(decimal)s), 2),
           substring(warranty_months, '^\\d+')::integer
    FROM staged
    WHERE {_GOOD}
"""  # noqa: S608  (our own words)

WAYS = {
    Kind.PRODUCTS: ("arriving_products", _FILL_PRODUCTS, gear.put_products),
    Kind.ASSETS: ("arriving_assets", _FILL_ASSETS, gear.put_assets),
}
