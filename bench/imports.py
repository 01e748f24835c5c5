"""P11: an import of assets, beside a plain COPY of the rows and beside a serializer's save()."""

import csv
import statistics
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bench import processes
from bench.figures import Figure

ROWS = 100_000
SAVED_ROWS = 5_000  # save() is told by its rate: the whole file would take minutes
CONTESTANTS = {
    "copy": ("bench.peers.plain_copy", ROWS),
    "kitroom": ("bench.importing", ROWS),
    "save": ("bench.peers.serializer_save", SAVED_ROWS),
}


def measure(rotations: int) -> list[Figure]:
    """Import the same file with each contestant, in another order each time."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "assets.csv"
        _write(file)
        rates = [_rotation(file, number) for number in range(rotations)]
    of_copy = statistics.median(each["kitroom"] / each["copy"] for each in rates)
    of_save = statistics.median(each["kitroom"] / each["save"] for each in rates)
    return [
        Figure(row="P11", what="import: COPY's time / ours", value=of_copy, must=0.15, aim=0.4),
        Figure(row="P11", what="import: save()'s time / ours", value=of_save, must=25, aim=70),
    ]


def _rotation(file: Path, number: int) -> Mapping[str, float]:
    names = list(CONTESTANTS)
    order = names[number % 3 :] + names[: number % 3]
    rates = {name: _rows_per_second(name, file) for name in order}
    told = ", ".join(f"{name} {rates[name]:,.0f} rows/s" for name in CONTESTANTS)
    print(f"  rotation {number + 1}: {told}", flush=True)
    return rates


def _rows_per_second(name: str, file: Path) -> float:
    """Each contestant empties its tables, imports the file, checks the count, tells the seconds."""
    module, rows = CONTESTANTS[name]
    return rows / float(processes.script("catalog", module, str(file), str(rows)).split()[-1])


def _write(file: Path) -> None:
    """A hundred thousand things of fifty products."""
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(["tag", "manufacturer", "model", "serial"])
        for number in range(ROWS):
            writer.writerow([f"KR-{number:06}", "Northlight", f"NL-{number % 50}", f"S{number:08}"])
