"""The commands of `manage.py`: names, help, and which file does each."""

import argparse
import asyncio
import difflib
import os
import sys
from collections.abc import Sequence

from stack import run_folder, state
from stack import settings as settings_module
from stack.commands import (
    bench,
    django,
    doctor,
    down,
    events,
    login,
    logs,
    reset,
    status,
    steer,
    test,
    trace,
    up,
)
from stack.console import Console
from stack.errors import StackError
from stack.settings import Settings

COMMANDS = {
    "up": (up.arguments, up.run, "start everything, and keep it running until Ctrl-C"),
    "down": (down.arguments, down.run, "stop everything"),
    "status": (status.arguments, status.run, "what runs, since when, how well"),
    "logs": (logs.arguments, logs.run, "what the processes say"),
    "trace": (trace.arguments, trace.run, "one request's way through everything"),
    "events": (events.arguments, events.run, "what services tell each other"),
    "login": (login.login_arguments, login.login, "let this terminal act for you"),
    "token": (login.arguments, login.token, "print a token for scripts, when logged in"),
    "logout": (login.arguments, login.logout, "end what login began"),
    "scale": (steer.scale_arguments, steer.scale, "run more or fewer web processes of a service"),
    "restart": (steer.service_argument, steer.restart, "replace a service's processes one by one"),
    "stop": (steer.service_argument, steer.stop, "let one service rest"),
    "start": (steer.service_argument, steer.start, "wake a service that rests"),
    "doctor": (doctor.arguments, doctor.run, "find what is missing or in the way"),
    "reset": (reset.arguments, reset.run, "delete all data and begin anew"),
    "test": (test.arguments, test.run, "check and test everything, on real engines"),
    "bench": (bench.arguments, bench.run, "measure speed against peers"),
}

VARIABLES = """\
environment variables:
  KITROOM_PORT          the gateway's port (8080); all other ports move along
  KITROOM_HOST          the address to listen on (127.0.0.1)
  KITROOM_PUBLIC_URL    what browsers open, as https://kit.example, if TLS ends before the gateway
  KITROOM_RUN_DIR       where data and logs go (.run)
  KITROOM_POSTGRES_BIN  a folder with PostgreSQL's programs
  KITROOM_REDIS_BIN     a folder with redis-server, or that file
  KITROOM_NGINX_BIN     a folder with nginx, or that file
and for the services:
  KITROOM_ALLOWED_HOSTS more host names that requests may carry, with spaces between them
  KITROOM_LOG_LEVEL     debug, info (the default), warning, error
  KITROOM_DEBUG         1 shows Django's debug pages; never where others can reach them
  KITROOM_UNPREPARED    1 where a pool gives each transaction another connection to PostgreSQL
  KITROOM_JWKS_URL      where token keys are fetched; `up` sets it to the gateway
"""


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    console = Console()
    try:
        settings = settings_module.from_environment()
        run_folder.refuse_foreign(settings)
        return _run(state.as_running(settings), console, list(argv))
    except StackError as error:
        console.error(str(error), error.remedy)
        return 1
    except PermissionError as error:
        console.error(f"{error.filename} cannot be used: {error.strerror}.", _permission_remedy())
        return 1
    except BrokenPipeError:  # whoever reads this, as `head` does, has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except (KeyboardInterrupt, asyncio.CancelledError):  # what was begun is stopped by now
        return 130


def _permission_remedy() -> str:
    return "KITROOM_RUN_DIR=~/kitroom-run python3 manage.py up   (or: ls -ld .run, and mend it)"


def _run(settings: Settings, console: Console, argv: list[str]) -> int:
    if not argv:
        _parser(settings).print_help()
        return 0
    if argv[0] in settings.registry.names:
        return django.run(settings, console, argv[0], argv[1:])
    if not argv[0].startswith("-") and argv[0] not in COMMANDS:
        raise _unknown(settings, argv[0])
    own, extra = _divided(argv)
    options = _parser(settings).parse_args(own)
    options.extra = extra
    return options.run(settings, console, options)


def _divided(argv: list[str]) -> tuple[list[str], list[str]]:
    """What comes after `--` is not for us."""
    end = argv.index("--") if "--" in argv else len(argv)
    return argv[:end], argv[end + 1 :]


def _parser(settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="manage.py",
        description="Kitroom: three services behind one gateway. Begin with: python3 manage.py up",
        epilog=_services(settings) + "\n" + VARIABLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="command", required=True)
    for name, (arguments, run, summary) in COMMANDS.items():
        command = commands.add_parser(
            name, help=summary, description=summary[0].upper() + summary[1:] + "."
        )
        command.set_defaults(run=run)
        arguments(command)
    return parser


def _services(settings: Settings) -> str:
    lines = (f"  {each.name:<20}{each.summary}" for each in settings.registry)
    return "services (any Django command goes after the name, as in `catalog shell`):\n" + (
        "\n".join(lines) + "\n"
    )


def _unknown(settings: Settings, word: str) -> StackError:
    known = [*COMMANDS, *settings.registry.names]
    close = difflib.get_close_matches(word, known, n=2)
    guess = f" Did you mean {' or '.join(close)}?" if close else ""
    return StackError(
        f"There is no command or service {word!r}.{guess}", remedy="python3 manage.py --help"
    )
