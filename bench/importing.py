"""Run by the benchmark in catalog: import a file of assets as a worker would."""

import sys
import time
from pathlib import Path

import django

django.setup()

from django.core.files import File  # noqa: E402  (after the setup)
from django.db import connection  # noqa: E402

from catalog_service.gear.models import Asset  # noqa: E402
from catalog_service.imports import actions  # noqa: E402
from chassis.auth import Caller  # noqa: E402
from chassis.jobs import running  # noqa: E402

BENCH = Caller(id="bench", name="bench", roles=frozenset({"admin"}), scopes=frozenset())


def main(path: str, rows: int) -> None:
    """Print the seconds from the upload to the end of the job, report and events included."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE gear_asset, events_outboxevent CASCADE")
    began = time.monotonic()
    with Path(path).open("rb") as opened:
        row = actions.start_import(kind="assets", file=File(opened, "assets.csv"), by=BENCH)
    running.run_next()
    seconds = time.monotonic() - began
    row.refresh_from_db()
    assert (row.created, row.failed) == (rows, 0), vars(row)
    assert Asset.objects.count() == rows
    print(seconds)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
