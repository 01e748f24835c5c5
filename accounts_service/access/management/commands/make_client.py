"""Make an OAuth client and print its id and secret. The secret is shown once and kept nowhere."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts_service.access import actions


class Command(BaseCommand):
    """Make a client: for people if it has redirect addresses or is a device, else for itself."""

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
        parser.add_argument(
            "--post-logout-redirect-uri",
            action="append",
            default=[],
            help="where people go who signed out of it (repeat)",
        )
        parser.add_argument(
            "--public", action="store_true", help="it can keep no secret, and gets none"
        )
        parser.add_argument(
            "--device", action="store_true", help="it shows a code that people type elsewhere"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        try:
            client, secret = actions.make_client(
                name=options["name"],
                scopes=options["scope"],
                redirect_uris=options["redirect_uri"],
                post_logout_redirect_uris=options["post_logout_redirect_uri"],
                public=options["public"],
                device=options["device"],
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"client_id {client.client_id}")
        if secret:
            self.stdout.write(f"client_secret {secret}")
