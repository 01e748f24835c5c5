"""Run several Django commands in one process: `several_commands.py migrate ; seed_demo ;`."""

import itertools
import sys

import django
from django.core.management import execute_from_command_line


def main(words: list[str]) -> None:
    """Run the commands that the semicolons separate, one after the other."""
    django.setup()
    for is_end, command in itertools.groupby(words, key=lambda word: word == ";"):
        if not is_end:
            execute_from_command_line(["manage.py", *command])


if __name__ == "__main__":
    main(sys.argv[1:])
