"""`python -m django steps`: what flows of other services may ask of this one."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from chassis.sagas.contract import as_yaml


class Command(BaseCommand):
    """Write the contract of the steps."""

    requires_system_checks = ("sagas",)
    help = "Write which steps flows may ask this service for, and how it answers."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say where to."""
        parser.add_argument("--file", type=Path, help="a file instead of the terminal")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write."""
        if options["file"]:
            options["file"].write_text(as_yaml(), encoding="utf-8")
        else:
            self.stdout.write(as_yaml())
