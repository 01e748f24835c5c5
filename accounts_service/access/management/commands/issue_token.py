"""Print a short-lived access token of a person, and nothing else, on standard output."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts_service.access import actions
from accounts_service.access.actions.recording import record
from accounts_service.access.models import Kind
from chassis.errors import DomainError

MOST_MINUTES = 5
BY = "command-line"


class Command(BaseCommand):
    """Issue a token: TOKEN=$(manage.py accounts issue_token --user ana)."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--user", required=True, help="the person's username")
        parser.add_argument(
            "--scope", action="append", help="grant only this (repeat it for more; default: all)"
        )
        parser.add_argument("--minutes", type=int, default=5, help="how long it lives (5)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        minutes = options["minutes"]
        if not 1 <= minutes <= MOST_MINUTES:
            raise CommandError(f"--minutes is 1 to {MOST_MINUTES}.")
        person = _person(options["user"])
        try:
            token = actions.issue_token(
                user=person,
                scopes=options["scope"],
                at=timezone.now(),
                lifetime=timedelta(minutes=minutes),
            )
        except DomainError as error:
            raise CommandError(error.detail) from error
        record(Kind.TOKEN_ISSUED, person=person, by=BY, client=BY, minutes=minutes)
        self.stderr.write(f"A token of {options['user']} for {minutes} minutes:")
        self.stdout.write(token)


def _person(username: str) -> Any:
    people = get_user_model()
    try:
        return people._default_manager.get_by_natural_key(username)
    except people.DoesNotExist as error:
        raise CommandError(f"There is nobody with the username {username}.") from error
