"""`python -m django republish_events --since 2h`: send events again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from chassis.events.republishing import republish
from chassis.events.since import since


class Command(BaseCommand):
    """Let the relay send what the outbox still holds once more; inboxes drop repeats."""

    requires_system_checks = ()
    help = "Send the events of this service since a time again (at most seven days are kept)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say since when."""
        parser.add_argument("--since", type=since, required=True, help="10m, 2h, 7d or a time")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send again."""
        self.stdout.write(f"{republish(since=options['since'])} events are sent again.")
