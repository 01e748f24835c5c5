"""How each service is: its figures, as a web process tells them at /metrics."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from stack.console import Console, duration, table
from stack.state import ProcessState

TIMEOUT_SECONDS = 2.0
LINE = re.compile(r"(\w+)(?:\{(.*)\})? ([-+.\de]+|NaN|\+Inf)")
LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')

# The parts of a service, in the order of the table: its head, and the names of its figures.
PARTS = {
    "outbox": ("outbox", ("outbox_waiting_events", "outbox_oldest_wait_seconds")),
    "readers": ("readers", ("reader_waiting_events", "reader_missing_seconds")),
    "streams": ("stream lag", ("stream_lag_events",)),
    "projections": ("projections", ("projection_age_seconds", "projection_unbuilt")),
    "dead_letters": ("dead letters", ("dead_letters",)),
    "breakers": ("breakers", ("breakers",)),
    "jobs": ("jobs", ("jobs", "jobs_oldest_wait_seconds")),
    "schedules": ("schedules", ("schedule_age_seconds", "schedule_overdue")),
    "sagas": ("flows", ("sagas", "sagas_longest_delay_seconds")),
}
# What stands for a part none of whose figures is worth telling; else it is a nought.
QUIET = {"breakers": "closed"}
NAMES = {name for _, names in PARTS.values() for name in names}
# Ends that are good and old say nothing about how things are now.
UNTOLD = {"succeeded", "cancelled", "replayed", "discarded", "closed", "done", "compensated"}


@dataclass(frozen=True)
class Figure:
    """One number."""

    name: str
    labels: dict[str, str]
    value: float


@dataclass(frozen=True)
class Figures:
    """What one service told."""

    figures: list[Figure] = field(default_factory=list)
    red: list[str] = field(default_factory=list)  # parts that somebody should look at
    unknown: list[str] = field(default_factory=list)  # parts that the database did not tell


async def read(processes: Sequence[ProcessState]) -> dict[str, Figures | None]:
    """By the name of a web process of each service: its figures, or None if it does not answer."""
    asked: dict[str, ProcessState] = {}
    for process in processes:
        if process.kind == "web" and process.status == "ok" and process.service:
            asked.setdefault(process.service, process)
    answers = await asyncio.gather(*(_ask(process.port or 0) for process in asked.values()))
    return {each.name: answer for each, answer in zip(asked.values(), answers, strict=True)}


async def _ask(port: int) -> Figures | None:
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                writer.write(f"GET /metrics HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
                answer = await reader.read()
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return None
    return parsed(answer.decode(errors="replace")) if b" 200 " in answer[:16] else None


def parsed(text: str) -> Figures:
    """The figures in the text of /metrics; what else it holds is not ours."""
    lines = (LINE.fullmatch(line) for line in text.splitlines())
    all_of_them = [
        Figure(line[1], dict(LABEL.findall(line[2] or "")), float(line[3]))
        for line in lines
        if line
    ]
    return Figures(
        figures=[figure for figure in all_of_them if figure.name in NAMES],
        red=[each.labels["part"] for each in all_of_them if _says("operations_red", 1, each)],
        unknown=[each.labels["part"] for each in all_of_them if _says("operations_known", 0, each)],
    )


def _says(name: str, value: float, figure: Figure) -> bool:
    return figure.name == name and figure.value == value


def page(console: Console, told: dict[str, Figures | None]) -> str:
    """A table with a column for each service; red is what somebody should look at."""
    names = (process.partition("-")[0] for process in told)
    rows = [
        (head, *(_cell(console, part, figures) for figures in told.values()))
        for part, (head, _) in PARTS.items()
    ]
    return table(("", *names), rows)


def _cell(console: Console, part: str, figures: Figures | None) -> str:
    if figures is None:
        return console.colour("no answer", "red")
    if part in figures.unknown:
        return console.colour("not known", "red")
    _, names = PARTS[part]
    if part == "schedules":
        return _schedules(console, figures)
    told = [_words(each) for each in figures.figures if each.name in names]
    cell = ", ".join(words for words in told if words) or (QUIET.get(part, "0") if told else "-")
    return console.colour(cell, "red") if part in figures.red else cell


def _schedules(console: Console, figures: Figures) -> str:
    """How many begin by the clock as they should, or else how many are late."""
    known = {each.labels["schedule"] for each in figures.figures if "schedule" in each.labels}
    late = sum(each.name == "schedule_overdue" for each in figures.figures)
    if late:
        return console.colour(f"{late} late", "red")
    return f"{len(known)} ok" if known else "-"


def _words(figure: Figure) -> str:
    """A figure as `3 queued`, `people 2 s`, `oldest 4 s`; nothing of what is nought or over."""
    label = " ".join(figure.labels.values())
    if figure.name == "reader_missing_seconds":
        return f"{label} missing"
    if figure.name.endswith("_seconds"):
        text = duration(figure.value)
        if label:
            return f"{label} {text}"
        return f"oldest {text}" if figure.value else ""
    if figure.name.endswith("_unbuilt"):
        return f"{label} {figure.name.rpartition('_')[2]}"
    if UNTOLD & set(figure.labels.values()):
        return ""
    if "status" in figure.labels or "state" in figure.labels:
        return f"{figure.value:.0f} {label}" if figure.value else ""
    return f"{label} {figure.value:.0f}".strip()
