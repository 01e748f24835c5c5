"""`python3 manage.py bench`: measure rows, print a table, fail if one misses what it must reach."""

import argparse
import sys
from collections.abc import Sequence

from bench import databases, delays, gateway, imports, load, speed, table, throughput
from bench.figures import Figure
from bench.figures import table as summary

RACES = {
    "P1": "a list, beside tuned DRF",
    "P2": "a list, beside FastAPI + SQLAlchemy",
    "P3": "a list, beside FastAPI + asyncpg",
    "P4": "one row, beside both",
    "P5": "a new row, beside both",
    "P6": "a changed row, beside both",
    "P7": "a list, beside a Django view that does nothing and the same JSON from pgbench",
    "P16": "a row that the client has already, beside a whole one",
}
ALONE = {
    "P9": (gateway.measure, "what the gateway costs, with the exchange of API tokens and without"),
    "P11": (imports.measure, "an import of 100,000 rows beside COPY, and beside save()"),
    "P12": (delays.measure, "from one service's commit until another service has applied it"),
    "P13": (throughput.measure, "events relayed and applied beside Celery's empty tasks"),
}
ROWS = {**RACES, **{name: what for name, (_, what) in ALONE.items()}}


def main(argv: Sequence[str]) -> int:
    """Measure the rows that were named, or all."""
    options = _options(argv)
    if options.list:
        print("\n".join(f"{name}  {what}" for name, what in ROWS.items()))
        return 0
    wanted = options.rows or list(ROWS)
    alone = [name for name in wanted if name in ALONE]
    databases.prepare(databases.SERVICES if alone else ("tasks",))
    figures: list[Figure] = []
    if raced := [name for name in wanted if name in RACES]:
        print(f"\n{', '.join(raced)}: CPU of requests; load by {load.NAME}")
        told, laps = speed.measure(raced, options.rotations, options.size)
        print(f"\n{table.text(laps)}")
        figures += told
    for name in alone:
        measure, what = ALONE[name]
        print(f"\n{name}: {what}", flush=True)
        figures += measure(options.rotations)
    print(f"\n{summary(figures)}")
    return 0 if all(figure.is_reached for figure in figures) else 1


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py bench", description=__doc__)
    parser.add_argument("rows", nargs="*", type=str.upper, metavar="row", help=", ".join(ROWS))
    parser.add_argument("--rotations", type=int, default=3)
    parser.add_argument("--rows", type=int, default=100_000, dest="size")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args(argv)
    if unknown := [row for row in options.rows if row not in ROWS]:
        parser.error(f"there is no row {', '.join(unknown)}; there are {', '.join(ROWS)}")
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
