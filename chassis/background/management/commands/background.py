"""`python -m django background`: the service's background process."""

import os
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chassis.background.loop import Loop
from chassis.background.parts import PARTS, UnknownPart, chosen


class Command(BaseCommand):
    """Run the background process until it is told to stop."""

    # No more than what this process depends on: the other checks would load every view.
    requires_system_checks = ("jobs",)
    help = "Run this service's background process, whole or some of its parts."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the names of parts."""
        parser.add_argument("--only", default="", help=f"Of {', '.join(PARTS)}; commas between.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run."""
        # The service's Celery app becomes the current one: the bell rings through it.
        package = os.environ["DJANGO_SETTINGS_MODULE"].rpartition(".")[0]
        import_module(f"{package}.celery")
        try:
            parts = chosen(name for name in options["only"].split(",") if name)
        except UnknownPart as error:
            raise CommandError(error) from error
        Loop(parts).run()
