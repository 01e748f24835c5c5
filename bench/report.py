"""What was measured, for machines and for people."""

import dataclasses
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench import contestants, load, questions, race, table
from bench.chart import Bar, svg
from bench.figures import Figure
from bench.race import Lap

DOCS = Path("docs")
NOTES = Path("bench/notes.md")  # by hand: where the time goes
CHARTED = ("list", "get", "create", "change")
PAGE = """\
# Performance

Made by `python3 manage.py bench --write` on {date}; do not edit. How it is measured, and how to
repeat it: [bench/README.md](../bench/README.md). Figures are ratios inside one run, for the
milliseconds of two machines do not compare.

{machine}

Load: {load}. {rotations} rotations, each with the contestants in another order; medians, and the
spread of the rotations.

## Each row, and what it must reach

{figures}

![CPU of one request](performance.svg)

## What each contestant took

CPU is milliseconds for one request: the service's processes and PostgreSQL's, read from `/proc`.
MB is the memory (PSS) of a contestant's processes after the load.

{laps}
{notes}"""


@dataclass(frozen=True, kw_only=True)
class Report:
    """One run of the benchmark."""

    figures: Sequence[Figure]
    laps: Sequence[Lap]
    machine: Mapping[str, str]
    rotations: int
    at: datetime = dataclasses.field(default_factory=lambda: datetime.now(UTC))

    def as_json(self) -> str:
        """Everything, for machines; what was not measured is null."""
        document = {
            "at": f"{self.at:%Y-%m-%dT%H:%M:%SZ}",
            "rotations": self.rotations,
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
            date=f"{self.at:%Y-%m-%d}",
            machine="\n".join(f"- {name}: {text}" for name, text in self.machine.items()),
            load=load.NAME,
            rotations=self.rotations,
            figures=_markdown([Figure.HEAD, *(figure.cells() for figure in self.figures)]),
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
        """Put the page and its chart into the docs."""
        (DOCS / "performance.md").write_text(self.as_page())
        (DOCS / "performance.svg").write_text(self.as_chart())


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
