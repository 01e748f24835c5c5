"""Make an OAuth client and print its id and secret. The secret is shown once and kept nowhere."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts_service.access import actions


class Command(BaseCommand):
    """Make a client: one that asks people if it has redirect addresses, else one for itself."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--name", required=True, help="what people read on the consent page")
        parser.add_argument(
            "--scope", action="append", required=True, help="it may be granted this (repeat)"
        )
        parser.add_argument(
            "--redirect-uri", action="append", default=[], help="where codes are sent (repeat)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        try:
            client, secret = actions.make_client(
                name=options["name"],
                scopes=options["scope"],
                redirect_uris=options["redirect_uri"],
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"client_id {client.client_id}")
        self.stdout.write(f"client_secret {secret}")
