"""`python -m django tail_events`: events as they are sent."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from redis.exceptions import RedisError

from chassis.events.reading import Entry
from chassis.events.showing import line, mergeable, whole
from chassis.events.since import since
from chassis.events.tailing import follow

BEGUN = "{}"  # to whoever merges: what is told from now on is in these lines


class Command(BaseCommand):
    """Show events as they come, until Ctrl-C."""

    requires_system_checks = ()
    help = "Follow the streams of all services, or of one. It reads on behalf of nobody."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what to follow."""
        parser.add_argument("--service", default="", help="only events of this service")
        parser.add_argument("--since", type=since, help="10m, 2h, 7d or a time; else from now on")
        parser.add_argument("--json", action="store_true", help="whole events, one a line")
        parser.add_argument("--merge", action="store_true", help="for `manage.py events tail`")
        parser.add_argument("--count", type=int, default=0, help="stop after so many")
        parser.add_argument("--once", action="store_true", help="stop when there is no more")

    def handle(self, *args: Any, **options: Any) -> None:
        """Follow."""
        with suppress(KeyboardInterrupt):  # so ends whoever has seen enough
            try:
                self._follow(options)
            except RedisError as error:
                raise CommandError(f"Redis does not answer, so nothing is heard: {error}") from None

    def _follow(self, options: Mapping[str, Any]) -> None:
        shown, is_listening = 0, False
        for entry in follow(service=options["service"], since=options["since"]):
            if entry is None:
                if options["once"]:
                    return
                if not is_listening:
                    self._say_so(options)
                is_listening = True
                continue
            self.stdout.write(_text(entry, options))
            self.stdout.flush()
            shown += 1
            if shown == options["count"]:
                return

    def _say_so(self, options: Mapping[str, Any]) -> None:
        if options["merge"]:
            self.stdout.write(BEGUN)
        else:
            whose = options["service"] or "all services"
            self.stderr.write(f"listening to {whose}, until Ctrl-C …")
        self.stdout.flush()


def _text(entry: Entry, options: Mapping[str, Any]) -> str:
    place = f"{entry.stream} {entry.id}"
    text = whole(entry.body) if options["json"] else line(entry.body, place=place)
    return mergeable(entry.body, text) if options["merge"] else text
