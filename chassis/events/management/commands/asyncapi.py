"""`python -m django asyncapi`: the events of this service as AsyncAPI."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from chassis.events.asyncapi import as_yaml


class Command(BaseCommand):
    """Write the AsyncAPI document."""

    requires_system_checks = ("events",)
    help = "Write what this service sends and reads as AsyncAPI 3.0."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say where to."""
        parser.add_argument("--file", type=Path, help="a file instead of the terminal")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write."""
        if options["file"]:
            options["file"].write_text(as_yaml(), encoding="utf-8")
        else:
            self.stdout.write(as_yaml())
