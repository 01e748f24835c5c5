"""`manage.py trace`: one request's way through gateway, services, events and jobs."""

import argparse
import asyncio
import json
import re

from stack import lock
from stack.console import Console
from stack.errors import StackError
from stack.settings import Settings
from stack.tracing import lines, parts, way

ID = re.compile(r"[A-Za-z0-9-]{8,64}")
SOURCES = (
    "An id is in the X-Request-ID of each answer, in an error's request_id, "
    "and in the lines of: python3 manage.py logs"
)
FORGOTTEN = "Requests that changed nothing are only in the logs; events are forgotten after 7 days."


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `trace`."""
    parser.add_argument("request_id", help="the X-Request-ID of an answer, or of a log line")
    parser.add_argument("--json", action="store_true", help="for programs")


def run(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Show the way; exit with 1 if nothing is known of it."""
    if not ID.fullmatch(options.request_id):
        raise StackError(f"{options.request_id!r} is no request id. {SOURCES}")
    found = asyncio.run(_find(settings, options.request_id))
    if options.json:
        console.say(json.dumps(way.document(found)))
    elif found.steps:
        console.say(way.page(console, found))
    else:
        console.say(f"Nothing is known of {options.request_id}.\n{SOURCES}\n{FORGOTTEN}")
    for sentence in found.silent if not options.json else ():
        console.say(console.colour(sentence, "yellow"))
    return 0 if found.steps else 1


async def _find(settings: Settings, request_id: str) -> way.Way:
    logged = lines.steps(settings, request_id)
    if not lock.is_held(settings):
        silent = ["Nothing runs here: only the log files were asked."]
        return way.join(request_id, logged, [], silent)
    told, silent = await parts.ask(settings, request_id)
    return way.join(request_id, logged, told, silent)
