"""Make an API token of a person, and print it, and nothing else, on standard output."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts_service.access import actions
from accounts_service.access.actions.tokens import COMMAND_LINE
from accounts_service.access.models import ROLE_SCOPES, Role
from accounts_service.access.selectors.grants import named
from chassis.errors import DomainError

MOST_DAYS = 365


class Command(BaseCommand):
    """Make an API token: T=$(manage.py accounts issue_api_token --user ana --scope tasks:read)."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--user", required=True, help="the person's username")
        parser.add_argument(
            "--scope", action="append", help="grant only this (repeat it for more; default: all)"
        )
        parser.add_argument("--days", type=int, default=90, help="how long it works (90)")
        parser.add_argument("--name", default=COMMAND_LINE, help="what it is for")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        days = options["days"]
        if not 1 <= days <= MOST_DAYS:
            raise CommandError(f"--days is 1 to {MOST_DAYS}.")
        person = named(options["user"])
        if person is None:
            raise CommandError(f"There is nobody with the username {options['user']}.")
        try:
            made = actions.make_api_token(
                by=replace(person.caller(), client_id=COMMAND_LINE),
                name=options["name"],
                scopes=options["scope"] or ROLE_SCOPES[Role(person.role)],
                expires_at=timezone.now() + timedelta(days=days, minutes=-1),
            )
        except DomainError as error:
            raise CommandError(error.detail) from error
        life = "a day" if days == 1 else f"{days} days"
        self.stderr.write(f"An API token of {options['user']} for {life}, shown only now:")
        self.stdout.write(made.secret)
