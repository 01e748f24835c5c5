"""The logs of all processes as one stream: named, coloured, JSON made readable."""

import asyncio
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from stack.console import Console
from stack.settings import Settings

NAME_COLOURS = ("cyan", "green", "yellow", "blue", "magenta")
LEVEL_COLOURS = {"warning": "yellow", "error": "red", "critical": "red"}
LARGEST_FILE = 50_000_000
NAME_WIDTH = 21


@dataclass
class Source:
    """One log file, and how far it was read."""

    path: Path
    offset: int = 0

    @property
    def name(self) -> str:
        """The name of the process."""
        return self.path.stem

    def new_lines(self) -> list[str]:
        """What was written since the last look; a line that is still being written waits."""
        if self.path.stat().st_size < self.offset:
            self.offset = 0
        with self.path.open("rb") as file:
            file.seek(self.offset)
            whole, newline, _ = file.read().rpartition(b"\n")
        self.offset += len(whole) + len(newline)
        return whole.decode(errors="replace").splitlines() if newline else []


def sources(settings: Settings, name: str = "") -> list[Source]:
    """The log files of a process, of a service, or of all."""
    files = sorted(settings.logs.glob("*.log"))
    return [Source(path) for path in files if path.stem == name or matches(path.stem, name)]


def matches(process: str, name: str) -> bool:
    """Whether a process belongs to this name: `catalog` means all of its processes."""
    return not name or process == name or process.startswith(f"{name}-")


def show(settings: Settings, console: Console, name: str, count: int) -> None:
    """Print the last lines, in the order of time as far as lines tell it."""
    if count < 1:
        return
    lines = [
        (_timestamp(line), source.name, line)
        for source in sources(settings, name)
        for line in source.new_lines()[-count:]
    ]
    for _, process, line in sorted(lines, key=lambda each: each[0])[-count:]:
        console.say(rendered(console, process, line))


async def follow(settings: Settings, console: Console, name: str = "") -> None:
    """Print new lines as they come, for ever."""
    known = {source.path: source for source in sources(settings, name)}
    for source in known.values():
        source.offset = source.path.stat().st_size
    while True:
        for source in sources(settings, name):
            for line in known.setdefault(source.path, source).new_lines():
                console.say(rendered(console, source.name, line))
        await asyncio.sleep(0.2)


def rendered(console: Console, process: str, line: str) -> str:
    """A line with the name of its process in front."""
    colour = NAME_COLOURS[zlib.crc32(process.encode()) % len(NAME_COLOURS)]
    text = readable(console, line) if console.is_live else line
    return f"{console.colour(f'{process:<{NAME_WIDTH}}', colour)} {text}"


def readable(console: Console, line: str) -> str:
    """A JSON line as `time level event key=value`; any other line as it is."""
    event = _event(line)
    if event is None:
        return line
    time = str(event.pop("timestamp", ""))[11:19]
    level = str(event.pop("level", "info"))
    words = " ".join(f"{console.colour(key, 'grey')}={value}" for key, value in _pairs(event))
    level = console.colour(f"{level:<7}", LEVEL_COLOURS.get(level, "grey"))
    return f"{console.colour(time, 'grey')} {level} {event.get('event', '')}  {words}"


def keep_small(settings: Settings) -> None:
    """Move a log that has grown large out of the way, once, before its process starts."""
    for source in sources(settings):
        if source.path.stat().st_size > LARGEST_FILE:
            source.path.replace(source.path.with_suffix(".log.1"))


def _event(line: str) -> dict[str, object] | None:
    if not line.startswith("{"):
        return None
    try:
        return json.loads(line)
    except ValueError:
        return None


def _pairs(event: dict[str, object]) -> Iterator[tuple[str, object]]:
    return ((key, value) for key, value in event.items() if key != "event" and value != "")


def _timestamp(line: str) -> str:
    event = _event(line) or {}
    return str(event.get("timestamp", ""))
