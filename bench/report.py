"""What was measured, for machines and for people."""

import dataclasses
import importlib.util
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from bench import contestants, load, questions, race, table
from bench.chart import Bar, svg
from bench.figures import Figure
from bench.load import Cost
from bench.race import Lap

DOCS = Path("docs")
NOTES = Path("bench/notes.md")  # by hand: where the time goes
CHARTED = ("list", "get", "create", "change")
PAGE = """\
# Performance

Made by `python3 manage.py bench --write`; do not edit. How it is measured, and how to repeat it:
[bench/README.md](../bench/README.md). Figures are ratios inside one run, for the milliseconds of
two machines do not compare; all of them, for machines: [performance.json](performance.json).

{machine}
- load: {load}
- {runs}

What is compared is asked by turns, in short laps. Figures are medians of all rotations; beside them
stand the least and the most. Who is compared with nothing is asked in the first rotation alone.

## Each row, and what it must reach

{figures}

![CPU of one request](performance.svg)

## What each contestant took

{peers}

CPU is milliseconds for one request: the service's processes and PostgreSQL's, read from `/proc`.
MB is the memory (PSS) of a contestant's processes after the load; what all have loaded is shared.

{laps}
{notes}"""


@dataclass(frozen=True, kw_only=True)
class Report:
    """One run of the benchmark."""

    figures: Sequence[Figure]
    laps: Sequence[Lap]
    machine: Mapping[str, str]
    runs: Mapping[str, str]  # when each row was measured, and in how many rotations

    def after(self, earlier: "Report") -> "Report":
        """With what an earlier run measured and this one did not."""
        asked = {_place(lap) for lap in self.laps}
        figures = [*self.figures, *(old for old in earlier.figures if old.row not in self.runs)]
        return Report(
            figures=sorted(figures, key=lambda figure: int(figure.row[1:])),
            laps=[*self.laps, *(old for old in earlier.laps if _place(old) not in asked)],
            machine=self.machine,
            runs={**earlier.runs, **self.runs},
        )

    def as_json(self) -> str:
        """Everything, for machines; what was not measured is null."""
        document = {
            "runs": dict(self.runs),
            "load": load.NAME,
            "machine": dict(self.machine),
            "figures": [_figure(figure) for figure in self.figures],
            "laps": [dataclasses.asdict(lap) for lap in self.laps],
        }
        return json.dumps(_finite(document), indent=1, allow_nan=False) + "\n"

    def as_page(self) -> str:
        """Tables, for people."""
        notes = f"\n{NOTES.read_text()}" if NOTES.exists() else ""
        return PAGE.format(
            machine="\n".join(f"- {name}: {text}" for name, text in self.machine.items()),
            load=load.NAME,
            runs=_runs(self.runs),
            figures=_markdown([Figure.HEAD, *(figure.cells() for figure in self.figures)]),
            peers=_peers(self.laps),
            laps=_markdown([table.HEAD, *table.lines(self.laps)]),
            notes=notes,
        )

    def as_chart(self) -> str:
        """The contestants' bars."""
        groups = []
        for name in CHARTED:
            bars = [bar for bar in table.medians(self.laps) if bar.group[:2] == (name, race.GATE)]
            if bars:
                title = f"{name}: {questions.ALL[name].what}"
                groups.append((title, [_bar(median) for median in bars]))
        return svg(groups)

    def write(self) -> None:
        """Put page, chart and figures into the docs; rows that this run left out stay there."""
        kept = DOCS / "performance.json"
        if kept.exists():
            return self.after(read(kept.read_text()))._write()
        return self._write()

    def _write(self) -> None:
        (DOCS / "performance.json").write_text(self.as_json())
        (DOCS / "performance.md").write_text(self.as_page())
        (DOCS / "performance.svg").write_text(self.as_chart())


def read(text: str) -> Report:
    """The report that was written as JSON."""
    document = json.loads(text)
    return Report(
        figures=[_read_figure(figure) for figure in document["figures"]],
        laps=[Lap(**{**lap, "cost": _read_cost(lap["cost"])}) for lap in document["laps"]],
        machine=document["machine"],
        runs=document["runs"],
    )


def run(rotations: int) -> str:
    """What is told of a row that is measured now."""
    return f"{datetime.now(UTC):%Y-%m-%d}, {rotations} rotations"


def _read_figure(written: dict[str, Any]) -> Figure:
    spread = written["spread"]
    words = {name: value for name, value in written.items() if name != "reached"}
    return Figure(**{**words, "spread": tuple(spread) if spread else None})


def _read_cost(written: Mapping[str, Any]) -> Cost:
    known: dict[str, Any] = {
        name: math.nan if value is None else value for name, value in written.items()
    }
    return Cost(**known)


def _place(lap: Lap) -> tuple[str, int]:
    """Contestants of two runs never stand beside each other."""
    return lap.question, lap.connections


def _runs(runs: Mapping[str, str]) -> str:
    """As `P1, P2: 2026-11-21, 3 rotations`."""
    rows: dict[str, list[str]] = {}
    for row in sorted(runs, key=lambda row: int(row[1:])):
        rows.setdefault(runs[row], []).append(row)
    return "; ".join(f"{', '.join(names)}: {when}" for when, names in rows.items())


def _peers(laps: Sequence[Lap]) -> str:
    """What each peer is, in its own words."""
    names = dict.fromkeys(lap.contestant for lap in laps)
    found = {name: importlib.util.find_spec(f"bench.peers.{name}") for name in names}
    return "\n".join(
        f"- {table.title(name)}: {' '.join(str(import_module(spec.name).__doc__).split())}"
        for name, spec in found.items()
        if spec
    )


def _bar(median: table.Median) -> Bar:
    name = median.group[2]
    is_ours = name in contestants.ALL and contestants.ALL[name].is_ours
    title = table.title(name)
    return Bar(name=title, app=median.app, postgres=median.postgres, is_ours=is_ours)


def _figure(figure: Figure) -> dict[str, object]:
    return {**dataclasses.asdict(figure), "reached": figure.verdict}


def _finite(value: object) -> object:
    if isinstance(value, dict):
        return {name: _finite(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    rule = "|" + " --- |" * len(rows[0])
    return "\n".join([head, rule, *body])
