"""`manage.py status`: every process in a table, and beneath it how each service is."""

import argparse
import asyncio
import json
import time
from dataclasses import asdict

from stack import demo, figures, lock, state
from stack.console import Console, duration, megabytes, table
from stack.figures import Figures
from stack.processes import memory
from stack.settings import Settings
from stack.state import ProcessState, State

HEAD = ("process", "health", "pid", "port", "up since", "memory", "restarts")
COLOURS = {"ok": "green", "failed": "red", "unhealthy": "red"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `status`."""
    parser.add_argument("--json", action="store_true", help="for programs")


def run(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Show every process; exit with 1 unless all of them are well."""
    now = state.read(settings) if lock.is_held(settings) else None
    processes = now.processes if now else []
    told = asyncio.run(figures.read(processes))
    if options.json:
        console.say(json.dumps([_document(each, told.get(each.name)) for each in processes]))
    elif now is None:
        console.say("Nothing runs here. To start it: python3 manage.py up")
    else:
        console.say(_page(settings, console, now, told))
    return 0 if now is not None and is_well(now) else 1


def is_well(now: State) -> bool:
    """Whether everything runs and answers."""
    all_ready = all(each.status == "ok" for each in now.processes)
    return now.phase == "running" and all_ready and not now.resting


def _page(settings: Settings, console: Console, now: State, told: dict[str, Figures | None]) -> str:
    sizes = {each.name: _memory(each) for each in now.processes}
    rows = [_row(console, each, sizes[each.name]) for each in now.processes]
    rows += [(name, "stopped", *"-----") for name in now.resting]
    services = [figures.page(console, told), ""] if told else []
    total = f"{now.url}   {now.phase}   {megabytes(sum(sizes.values()))} in all"
    trouble = [now.trouble] if now.trouble else []
    return "\n".join([table(HEAD, rows), "", *services, demo.mail(settings), total, *trouble])


def _row(console: Console, process: ProcessState, kilobytes: int) -> tuple[str, ...]:
    since = duration(time.time() - process.since) if process.since else "-"
    return (
        process.name,
        _coloured(console, process.status),
        str(process.pid or "-"),
        str(process.port or "-"),
        since,
        megabytes(kilobytes) if kilobytes else "-",
        f"{process.restarts}" + (f" (last: {process.last_exit})" if process.last_exit else ""),
    )


def _memory(process: ProcessState) -> int:
    return memory.of_tree(process.pid) if process.pid else 0


def _coloured(console: Console, status: str) -> str:
    return console.colour(status, COLOURS[status]) if status in COLOURS else status


def _document(process: ProcessState, told: Figures | None) -> dict[str, object]:
    """A process; the one that told how its service is has that too."""
    row = asdict(process) | {"memory_kb": _memory(process)}
    row |= {"service_figures": asdict(told)} if told else {}
    return {"health" if name == "status" else name: value for name, value in row.items()}
