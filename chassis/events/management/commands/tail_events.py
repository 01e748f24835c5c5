"""`python -m django tail_events`: events as they are sent."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from chassis.events.reading import Entry
from chassis.events.since import since
from chassis.events.tailing import follow
from chassis.events.wire import NotAnEvent, decode


class Command(BaseCommand):
    """Show events as they come, until Ctrl-C."""

    requires_system_checks = ()
    help = "Follow the streams of all services, or of one. It reads on behalf of nobody."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what to follow."""
        parser.add_argument("--service", default="", help="only events of this service")
        parser.add_argument("--since", type=since, help="10m, 2h, 7d or a time; else from now on")
        parser.add_argument("--json", action="store_true", help="whole events, one a line")
        parser.add_argument("--count", type=int, default=0, help="stop after so many")
        parser.add_argument("--once", action="store_true", help="stop when there is no more")

    def handle(self, *args: Any, **options: Any) -> None:
        """Follow."""
        with suppress(KeyboardInterrupt):  # so ends whoever has seen enough
            self._follow(options)

    def _follow(self, options: Mapping[str, Any]) -> None:
        shown = 0
        for entry in follow(service=options["service"], since=options["since"]):
            if entry is None:
                if options["once"]:
                    return
                continue
            self.stdout.write(_raw(entry) if options["json"] else _line(entry))
            shown += 1
            if shown == options["count"]:
                return


def _raw(entry: Entry) -> str:
    try:
        return json.dumps(json.loads(entry.body))
    except ValueError:
        return json.dumps({"garbage": entry.body.decode("utf-8", "backslashreplace")})


def _line(entry: Entry) -> str:
    try:
        about, data = decode(entry.body)
    except NotAnEvent as error:
        return f"{entry.stream} {entry.id}  no event: {error}"
    at = about.at.astimezone(UTC).strftime("%H:%M:%S.%f")[:-3]
    whose = about.request_id or "-"
    return f"{at}  {about.type}  {about.subject}  v{about.version}  {whose}  {data.decode()}"
