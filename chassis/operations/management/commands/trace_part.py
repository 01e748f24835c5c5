"""`python -m django trace_part <request id>`: this service's part of a request's way."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from chassis.operations.trace import part


class Command(BaseCommand):
    """Print what this service's database knows of a request; `manage.py trace` joins all parts."""

    requires_system_checks = ()
    help = "Print this service's part of the way of a request: `manage.py trace` joins all parts."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the request id."""
        parser.add_argument("request_id", help="the X-Request-ID of an answer, or of a log line")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, request_id: str, **options: Any) -> None:
        """Print."""
        found = part.document(request_id)
        if options["json"]:
            self.stdout.write(json.dumps(found))
            return
        for step in found["steps"]:
            self.stdout.write(f"{step['at']}  {step['text']}")
        if not found["steps"]:
            self.stdout.write(f"{found['service']} knows nothing of {request_id}.")
