"""`python3 manage.py bench`: measure rows, print a table, fail if one misses what it must reach."""

import argparse
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from bench import (
    around,
    databases,
    delays,
    depth,
    gateway,
    imports,
    load,
    machine,
    report,
    speed,
    table,
    throughput,
    whole,
)
from bench.figures import Figure
from bench.figures import table as summary
from bench.race import Lap

Measured = tuple[list[Figure], list[Lap]]
Asked = tuple[list[str], str, Callable[[], Measured]]

RACED = {
    "P1": "a list, beside tuned DRF",
    "P2": "a list, beside FastAPI + SQLAlchemy",
    "P3": "a list, beside FastAPI + asyncpg",
    "P4": "one row, beside tuned DRF and FastAPI + SQLAlchemy",
    "P5": "a new row, beside both; with key, history and event on our side only",
    "P6": "a changed row, beside both",
    "P7": "a list, beside a Django view that does nothing and the same JSON from pgbench",
    "P16": "a row that the client has already, beside a whole one",
}
ALONE: dict[str, tuple[Callable[[int], list[Figure]], str]] = {
    "P14": (whole.times, "how long `up` and `test` take"),
    "P15": (whole.at_rest, "the memory of a whole system at rest"),
    "P9": (gateway.measure, "what the gateway costs, with the exchange of API tokens and without"),
    "P11": (imports.measure, "an import of 100,000 rows beside COPY, and beside save()"),
    "P12": (delays.measure, "from one service's commit until another service has applied it"),
    "P13": (throughput.measure, "events relayed and applied beside Celery's empty tasks"),
    "P8": (around.measure, "what observability, keys, history and events add to a request"),
}
WITHOUT_THE_OTHERS = {"P8", "P14", "P15"}  # databases of the other services
DEEP = {"P10": "lists of 1,000,000 rows beside 10,000, last pages beside first ones"}
ROWS = dict(
    sorted(
        [*RACED.items(), *DEEP.items(), *((name, what) for name, (_, what) in ALONE.items())],
        key=lambda item: int(item[0][1:]),
    )
)


def main(argv: Sequence[str]) -> int:
    """Measure the rows that were named, or all."""
    options = _options(argv)
    if options.list:
        print("\n".join(f"{name:<4} {what}" for name, what in ROWS.items()))
        return 0
    wanted = options.rows or list(ROWS)
    needs_all = set(wanted) & set(ALONE) - WITHOUT_THE_OTHERS
    databases.prepare(databases.SERVICES if needs_all else ("tasks",))
    figures, laps, failed = _measured(wanted, options)
    measured = [name for name in wanted if name not in failed]
    runs = dict.fromkeys(measured, report.run(options.rotations))
    told = report.Report(figures=figures, laps=laps, machine=machine.told(), runs=runs)
    if laps:
        print(f"\n{table.text(laps)}")
    print(f"\n{summary(figures)}")
    if options.json:
        options.json.write_text(told.as_json())
    if options.write:
        told.write()
    if failed:
        print(f"\nNot measured, for what is told above: {', '.join(failed)}.")
    return 0 if not failed and all(figure.is_reached for figure in figures) else 1


def _measured(
    wanted: Sequence[str], options: argparse.Namespace
) -> tuple[list[Figure], list[Lap], list[str]]:
    """Return figures, laps, and the rows that failed: what others took is not lost by them."""
    figures: list[Figure] = []
    laps: list[Lap] = []
    failed: list[str] = []
    for names, what, measure in _asked(wanted, options):
        print(f"\n{', '.join(names)}: {what}", flush=True)
        try:
            told, found = measure()
        except Exception:  # noqa: BLE001  (whatever it is, the others are measured)
            traceback.print_exc()
            failed += names
        else:
            figures, laps = figures + told, laps + found
    return sorted(figures, key=lambda figure: int(figure.row[1:])), laps, failed


def _asked(wanted: Sequence[str], options: argparse.Namespace) -> Iterator[Asked]:
    """Whatever fills the service's table comes after what does not."""
    for name, (measure, what) in ALONE.items():
        if name in wanted:
            yield [name], what, partial(_alone, measure, options.rotations)
    if raced := [name for name in wanted if name in RACED]:
        what = f"CPU of requests; load by {load.NAME}"
        yield raced, what, partial(speed.measure, raced, options.rotations, options.size)
    for name in (name for name in wanted if name in DEEP):
        yield [name], DEEP[name], partial(depth.measure, options.rotations)


def _alone(measure: Callable[[int], list[Figure]], rotations: int) -> Measured:
    return measure(rotations), []


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py bench", description=__doc__)
    parser.add_argument("rows", nargs="*", type=str.upper, metavar="row", help=", ".join(ROWS))
    parser.add_argument("--rotations", type=int, default=3)
    parser.add_argument("--rows", type=int, default=100_000, dest="size")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args(argv)
    if unknown := [row for row in options.rows if row not in ROWS]:
        parser.error(f"there is no row {', '.join(unknown)}; there are {', '.join(ROWS)}")
    return options


if __name__ == "__main__":
    # Whoever ends us wants what we started to end, too: `finally` does that, for an exception.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
