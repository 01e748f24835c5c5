"""`python -m django told_events`: what this service told, from its outbox."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from chassis.events.backlog import told
from chassis.events.showing import line, mergeable, whole
from chassis.events.since import since


class Command(BaseCommand):
    """Show the events of seven days, sent or not: streams forget what all have applied."""

    requires_system_checks = ()
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what to show."""
        parser.add_argument("--since", type=since, required=True, help="10m, 2h, 7d or a time")
        parser.add_argument("--json", action="store_true", help="whole events, one a line")
        parser.add_argument("--merge", action="store_true", help="for `manage.py events tail`")

    def handle(self, *args: Any, **options: Any) -> None:
        """Show them, the oldest first."""
        for body in told(since=options["since"]):
            text = whole(body) if options["json"] else line(body)
            self.stdout.write(mergeable(body, text) if options["merge"] else text)
