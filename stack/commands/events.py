"""`manage.py events`: what services tell each other, as it happens and as it is declared."""

import argparse
import asyncio

from stack import django as commands
from stack import lock, merging, shell
from stack.commands import django
from stack.console import Console
from stack.errors import StackError
from stack.registry import Service
from stack.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `events`."""
    verbs = parser.add_subparsers(title="what", metavar="what", required=True)
    tail = verbs.add_parser("tail", help="show events as they are sent, until Ctrl-C")
    tail.add_argument("--json", action="store_true", help="whole events, one a line")
    tail.add_argument("--since", help="10m, 2h, 7d or a time; else from now on")
    tail.add_argument("--service", default="", help="only the events of this service")
    tail.set_defaults(verb=_tail)
    asyncapi = verbs.add_parser("asyncapi", help="what is sent and read, as AsyncAPI 3.0")
    asyncapi.add_argument("--service", default="", help="only this service's document")
    asyncapi.set_defaults(verb=_asyncapi)


def run(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Follow the events, or print their declarations."""
    names = settings.registry.names
    if options.service and options.service not in names:
        raise StackError(f"There is no service {options.service!r}. There are: {', '.join(names)}.")
    return options.verb(settings, console, options)


def _tail(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Become the command of a service, whichever: each can read all streams.

    What was told before is in each service's own outbox: streams forget what all have applied.
    """
    as_json = ["--json"] if options.json else []
    words = ["tail_events", *as_json]
    words += [f"--service={options.service}"] if options.service else []
    first = settings.registry.names[0]
    if not options.since or not lock.is_held(settings):
        return django.run(settings, console, first, words)
    django.prepare(settings)
    told = ["told_events", "--merge", f"--since={merging.checked(options.since)}", *as_json]
    named = [each for each in settings.registry if options.service in ("", each.name)]
    live = _program(settings, settings.registry.service(first), [*words, "--merge"])
    return merging.show(console, live, [_program(settings, each, told) for each in named])


def _program(settings: Settings, service: Service, words: list[str]) -> merging.Program:
    return merging.Program(
        service.name, commands.command(settings, words), commands.environment(settings, service)
    )


def _asyncapi(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Print one YAML document for each service."""
    named = [each for each in settings.registry if options.service in ("", each.name)]
    console.say("\n---\n".join(asyncio.run(_documents(settings, named))))
    return 0


async def _documents(settings: Settings, services: list[Service]) -> list[str]:
    django.prepare(settings)
    return await asyncio.gather(*(_document(settings, service) for service in services))


async def _document(settings: Settings, service: Service) -> str:
    return await shell.run(
        commands.command(settings, ["asyncapi"]),
        doing=f"{service.name}: asyncapi",
        env=commands.environment(settings, service),
    )
