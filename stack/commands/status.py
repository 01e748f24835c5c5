"""`manage.py status`: every process in a table."""

import argparse
import json
import time
from dataclasses import asdict

from stack import lock, state
from stack.console import Console, duration, megabytes, table
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
    if options.json:
        console.say(json.dumps([_document(each) for each in (now.processes if now else ())]))
    elif now is None:
        console.say("Nothing runs here. To start it: python3 manage.py up")
    else:
        console.say(_page(console, now))
    return 0 if now is not None and is_well(now) else 1


def is_well(now: State) -> bool:
    """Whether everything runs and answers."""
    all_ready = all(each.status == "ok" for each in now.processes)
    return now.phase == "running" and all_ready and not now.resting


def _page(console: Console, now: State) -> str:
    sizes = {each.name: _memory(each) for each in now.processes}
    rows = [_row(each, sizes[each.name]) for each in now.processes]
    rows += [(name, "stopped", *"-----") for name in now.resting]
    lines = table(HEAD, rows).splitlines()
    for line, process in enumerate(now.processes, start=1):
        if process.status in COLOURS:
            coloured = console.colour(process.status, COLOURS[process.status])
            lines[line] = lines[line].replace(process.status, coloured, 1)
    total = f"{now.url}   {now.phase}   {megabytes(sum(sizes.values()))} in all"
    return "\n".join([*lines, "", total, *([now.trouble] if now.trouble else [])])


def _row(process: ProcessState, kilobytes: int) -> tuple[str, ...]:
    since = duration(time.time() - process.since) if process.since else "-"
    return (
        process.name,
        process.status,
        str(process.pid or "-"),
        str(process.port or "-"),
        since,
        megabytes(kilobytes) if kilobytes else "-",
        f"{process.restarts}" + (f" (last: {process.last_exit})" if process.last_exit else ""),
    )


def _memory(process: ProcessState) -> int:
    return memory.of_tree(process.pid) if process.pid else 0


def _document(process: ProcessState) -> dict[str, object]:
    row = asdict(process) | {"memory_kb": _memory(process)}
    return {"health" if name == "status" else name: value for name, value in row.items()}
