"""P8: what is around a request, in the service's own CPU."""

import json

from bench import processes, rows, without
from bench.figures import Figure
from bench.without import READ, WRITE

BORDERS = {READ: (0.20, 0.10), WRITE: (0.45, 0.30)}  # milliseconds: must, aim


def measure(rotations: int) -> list[Figure]:
    """Leave out each thing in turn, then all of them."""
    rows.fill(rows.OWNS * 100)
    said = processes.script("tasks", "bench.without", str(rotations), log_level="INFO")
    usual: dict[str, dict[str, float]] = json.loads(said.splitlines()[-1])
    for kind, found in usual.items():
        added = {name: found[""] - found[name] for name in without.PARTS}
        parts = ", ".join(f"{name} {value:.3f}" for name, value in added.items())
        print(f"  {kind}: {found['']:.3f} ms of CPU, without all {found['all']:.3f}; {parts}")
    return [_figure(kind, found[""] - found["all"]) for kind, found in usual.items()]


def _figure(kind: str, value: float) -> Figure:
    must, aim = BORDERS[kind]
    return Figure(
        row="P8",
        what=f"{kind}: {', '.join(without.PARTS)} together",
        value=value,
        must=must,
        aim=aim,
        unit=" ms",
        is_limit=True,
    )
