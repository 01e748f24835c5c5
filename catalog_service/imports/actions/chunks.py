"""Cut the staged rows into chunks."""

from collections.abc import Iterator

from django.db import connection

from catalog_service.imports.actions.staging import scalar
from catalog_service.imports.models import Import, Kind

LARGEST_CHUNK = 10_000
SMALLEST_CHUNK = 100
FEWEST_CHUNKS = 10

Chunk = tuple[int, int]


def chunks_of(row: Import) -> Iterator[Chunk]:
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
