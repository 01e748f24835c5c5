"""The limit: COPY of rows that are ready, into a table with the same columns and indexes.

No checks, no history, no events, no version trigger: nothing that stores these rows is faster.
"""

import csv
import io
import sys
import time
import uuid
from itertools import islice
from pathlib import Path

from bench import databases
from chassis.ids import uuid7

COLUMNS = (
    "id", "created_at", "updated_at", "version", "tag", "serial", "product_id", "status", "notes",
)  # fmt: skip


def main(path: str, rows: int) -> None:
    """Print the seconds that the COPY took."""
    ready = _ready(Path(path), rows)
    # Without NULL, an empty text would be taken for one.
    copy = f"COPY bench_asset ({', '.join(COLUMNS)}) FROM STDIN (FORMAT csv, NULL 'NULL')"
    with databases.asking("catalog") as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_asset")
        cursor.execute("CREATE TABLE bench_asset (LIKE gear_asset INCLUDING ALL)")
        began = time.monotonic()
        cursor.copy_expert(copy, ready)
        seconds = time.monotonic() - began
        cursor.execute("SELECT count(*) FROM bench_asset")
        assert cursor.fetchone() == (rows,)
        cursor.execute("DROP TABLE bench_asset")
    print(seconds)


def _ready(path: Path, rows: int) -> io.StringIO:
    """The same things as a file of finished rows."""
    now, text, products = "2026-01-01T00:00:00Z", io.StringIO(), {}
    writer = csv.writer(text)
    with path.open(newline="", encoding="utf-8") as opened:
        for line in islice(csv.DictReader(opened), rows):
            product = products.setdefault(line["model"], uuid.uuid4())
            own = (line["tag"], line["serial"], product, "available", "")
            writer.writerow([uuid7(), now, now, 1, *own])
    text.seek(0)
    return text


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
