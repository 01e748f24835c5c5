"""What the person at the terminal sees: steps with their time, tables, colours where they help."""

import asyncio
import contextlib
import os
import re
import sys
import time
from collections.abc import AsyncIterator, Sequence

COLOURS = {"red": 31, "green": 32, "yellow": 33, "blue": 34, "magenta": 35, "cyan": 36, "grey": 90}
COLOUR = re.compile("\033\\[\\d+m")
SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


class Step:
    """One line of progress; `detail` may change while it runs."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.detail = ""
        self.began = time.monotonic()

    def line(self, mark: str) -> str:
        """The line as it stands now."""
        took = seconds(time.monotonic() - self.began)
        return f"  {mark} {self.label:<13}{self.detail:<50.50} {took:>7}"


class Console:
    """Writes to a terminal in colours that move, and to a file or pipe in plain lines."""

    def __init__(self) -> None:
        self.is_live = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        self.has_colours = self.is_live and "NO_COLOR" not in os.environ

    def say(self, text: str = "") -> None:
        """Print a line."""
        print(text, flush=True)

    def colour(self, text: str, name: str) -> str:
        """The text in a colour, where colours can be seen."""
        return f"\033[{COLOURS[name]}m{text}\033[0m" if self.has_colours else text

    def bold(self, text: str) -> str:
        """The text in bold, where that can be seen."""
        return f"\033[1m{text}\033[0m" if self.has_colours else text

    def error(self, message: str, remedy: str = "") -> None:
        """Say what is wrong and what to type."""
        print(self.colour(message, "red"), file=sys.stderr)
        if remedy:
            print(f"  type: {remedy}", file=sys.stderr)

    @contextlib.asynccontextmanager
    async def step(self, label: str) -> AsyncIterator[Step]:
        """Show that something is being done, and how long it took."""
        step = Step(label)
        spinner = asyncio.create_task(self._spin(step)) if self.is_live else None
        mark = self.colour("✗", "red")
        try:
            yield step
            mark = self.colour("✓", "green")
        finally:
            if spinner:
                spinner.cancel()
                print("\r\033[K", end="")
            self.say(step.line(mark))

    async def _spin(self, step: Step) -> None:
        for turn in range(1_000_000):
            print("\r" + step.line(SPINNER[turn % len(SPINNER)]), end="", flush=True)
            await asyncio.sleep(0.1)


def seconds(value: float) -> str:
    """A short time, as in `0.4 s`."""
    return f"{value:.1f} s"


def duration(value: float) -> str:
    """A time of any length, as in `45 s`, `3 min 20 s`, `2 h 5 min`, `4 d 3 h`."""
    whole = int(value)
    for large, small, size, part in (("d", "h", 86400, 3600), ("h", "min", 3600, 60)):
        if whole >= size:
            return f"{whole // size} {large} {whole % size // part} {small}"
    return f"{whole // 60} min {whole % 60} s" if whole >= 60 else f"{whole} s"


def megabytes(kilobytes: int) -> str:
    """An amount of memory, as in `84 MB`."""
    return f"{kilobytes / 1024:.0f} MB"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as what is seen in them."""
    lines = [head, *rows]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def _width(cell: str) -> int:
    return len(COLOUR.sub("", cell))
