"""Change the key that signs tokens, step by step: publish the next, use it, retire the last."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts_service.access import actions
from accounts_service.access.actions.keys import Waits
from chassis.errors import DomainError


class Command(BaseCommand):
    """Begin a change, or take its next step if it is due. Later steps come by themselves."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--now",
            action="store_true",
            help="a key leaked: use a new one at once; tokens of before are refused",
        )
        waits = Waits()
        for name, wait, what in (
            ("--use-after", waits.before, "how long the next key is published before it signs"),
            ("--retire-after", waits.after, "how long the last key stays published"),
        ):
            seconds = int(wait.total_seconds())
            parser.add_argument(
                name, type=int, default=seconds, metavar="SECONDS", help=f"{what} ({seconds})"
            )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        folder = settings.ACCOUNTS_KEYS_DIR
        waits = Waits(
            before=timedelta(seconds=options["use_after"]),
            after=timedelta(seconds=options["retire_after"]),
        )
        try:
            if options["now"]:
                rotation = actions.replace_keys(folder=folder)
            else:
                rotation = actions.rotate_keys(folder=folder, begin=True, waits=waits)
        except DomainError as error:
            raise CommandError(error.detail) from error
        for sentence in rotation.done or ["Nothing was due."]:
            self.stdout.write(sentence)
        for at, what in rotation.due:
            self.stdout.write(f"From {at:%Y-%m-%d %H:%M:%S} UTC: {what}.")
