"""Make what this service knows of another's rows anew, from there alone."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chassis.errors import DomainError
from chassis.projections.rebuilding import rebuild
from chassis.projections.registry import NOTHING, chosen


class Command(BaseCommand):
    """Readers see the old rows until the new ones are there."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the words of the command."""
        parser.add_argument("feed", nargs="?", default="", help="one projection; all if left out")

    def handle(self, *args: Any, feed: str, **options: Any) -> None:
        """Run the command."""
        try:
            models = chosen(feed)
            if not models:
                self.stderr.write(NOTHING)
            for model in models:
                if self.stderr.isatty():
                    self.stderr.write(f"asking {model.source} for {model.feed} …")
                self.stdout.write(f"{model.feed} of {model.source}: {rebuild(model)} rows")
        except DomainError as error:
            raise CommandError(error.detail) from error
