"""`python -m django forget_group tasks`: a service that read these events is gone for good."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from redis.exceptions import ResponseError

from chassis.events.models import ReadingGroup
from chassis.events.names import stream_of
from chassis.events.streams import redis


class Command(BaseCommand):
    """Let the stream be trimmed without a group that will never read again."""

    requires_system_checks = ()
    help = "Forget a group that reads this service's stream; without it, what it left is trimmed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say which."""
        parser.add_argument("name", help="the group: the name of the service that read")

    def handle(self, *args: Any, **options: Any) -> None:
        """Forget it."""
        stream, name = stream_of(settings.SERVICE), options["name"]
        forgotten, _ = ReadingGroup.objects.filter(stream=stream, name=name).delete()
        try:
            was_there = redis().xgroup_destroy(stream, name)
        except ResponseError:
            self.stdout.write(f"Redis has no stream {stream} at the moment.")
            was_there = False
        if not was_there and not forgotten:
            raise CommandError(f"No group called {name} reads {stream}.")
        self.stdout.write(f"{name} reads {stream} no more.")
